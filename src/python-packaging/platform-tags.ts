/** A computer as far as wheels care. Versions are the newest that it offers: a wheel for an older one runs as well. */
export type TargetPlatform = LinuxPlatform | MacosPlatform | WindowsPlatform;

export interface LinuxPlatform {
  readonly system: 'linux';
  /** As `uname -m` says: `x86_64`, `aarch64`, … */
  readonly architecture: string;
  readonly libc: { readonly kind: 'glibc' | 'musl'; readonly major: number; readonly minor: number };
}

export interface MacosPlatform {
  readonly system: 'macos';
  readonly architecture: 'x86_64' | 'arm64';
  readonly major: number;
  readonly minor: number;
}

export interface WindowsPlatform {
  readonly system: 'windows';
  readonly architecture: 'x86' | 'amd64' | 'arm64';
}

/** The platform tags that a computer accepts, the best first, as `packaging` 26.3 orders them. */
export function platformTags(platform: TargetPlatform): readonly string[] {
  switch (platform.system) {
    case 'linux':
      return linuxTags(platform);
    case 'macos':
      return macosTags(platform);
    case 'windows':
      return [platform.architecture === 'x86' ? 'win32' : `win_${platform.architecture}`];
  }
}

function linuxTags({ architecture, libc }: LinuxPlatform): readonly string[] {
  const tags =
    libc.kind === 'glibc' ? manylinuxTags(libc.major, libc.minor, architecture) : musllinuxTags(libc);
  return ['linux', ...tags].map((tag) => `${tag}_${architecture}`);
}

/** PEP 656: any older minor version of the same major one. */
function musllinuxTags({ major, minor }: LinuxPlatform['libc']): readonly string[] {
  return downFrom(minor, 0).map((older) => `musllinux_${major}_${older}`);
}

/** The architectures whose ABI PEP 513 and PEP 600 settle. */
const MANYLINUX_ARCHITECTURES = new Set(
  'x86_64 i686 aarch64 armv7l ppc64 ppc64le s390x loongarch64 riscv64'.split(' '),
);

/** The names that came before PEP 600, by the glibc they stand for. */
const LEGACY_MANYLINUX: ReadonlyMap<string, string> = new Map([
  ['2_17', 'manylinux2014'],
  ['2_12', 'manylinux2010'],
  ['2_5', 'manylinux1'],
]);

/** Nobody knows the last minor version of a glibc major version before the next one is out; `packaging` assumes this. */
const LAST_GLIBC_MINOR = 50;

function manylinuxTags(major: number, minor: number, architecture: string): readonly string[] {
  if (!MANYLINUX_ARCHITECTURES.has(architecture)) return [];
  const oldestGlibc2 = architecture === 'x86_64' || architecture === 'i686' ? 5 : 17;
  return downFrom(major, 2).flatMap((glibcMajor) => {
    const newest = glibcMajor === major ? minor : LAST_GLIBC_MINOR;
    return downFrom(newest, glibcMajor === 2 ? oldestGlibc2 : 0).flatMap((glibcMinor) => {
      const glibc = `${glibcMajor}_${glibcMinor}`;
      const legacy = LEGACY_MANYLINUX.get(glibc);
      return legacy === undefined ? [`manylinux_${glibc}`] : [`manylinux_${glibc}`, legacy];
    });
  });
}

/**
 * Up to macOS 10 every release raised the minor version, from 11 on the major one, and tags have minor version 0 there.
 * Binaries for 10 run on 11 and newer: on Intel in every format, on Apple silicon only as half of a `universal2`.
 */
function macosTags({ architecture, major, minor }: MacosPlatform): readonly string[] {
  const tagsOf = (release: string, formats: readonly string[]) =>
    formats.map((format) => `macosx_${release}_${format}`);
  if (major < 11)
    return downFrom(minor, 0).flatMap((older) => tagsOf(`10_${older}`, formatsOf(architecture, older)));
  const newer = downFrom(major, 11).flatMap((older) => tagsOf(`${older}_0`, formatsOf(architecture, null)));
  const older = downFrom(16, 4).flatMap((oldMinor) =>
    tagsOf(`10_${oldMinor}`, architecture === 'x86_64' ? formatsOf(architecture, oldMinor) : ['universal2']),
  );
  return [...newer, ...older];
}

/** The formats of binaries that hold code for a processor; `minor` of macOS 10, or `null` for a later one. */
function formatsOf(architecture: MacosPlatform['architecture'], minor: number | null): readonly string[] {
  if (architecture === 'arm64') return ['arm64', 'universal2'];
  return minor !== null && minor < 4 ? [] : ['x86_64', 'intel', 'fat64', 'fat3', 'universal2', 'universal'];
}

function downFrom(newest: number, oldest: number): readonly number[] {
  return Array.from({ length: Math.max(0, newest - oldest + 1) }, (_, index) => newest - index);
}
