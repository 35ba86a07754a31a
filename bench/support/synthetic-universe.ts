import { seededRandom } from './seeded';

/** One release of a project of the synthetic index. */
export interface SyntheticRelease {
  readonly version: string;
  /** `py3-none-any`, or one for each Python and platform. */
  readonly tags: readonly string[];
  readonly requiresPython: string;
  readonly requires: readonly string[];
  readonly extras: readonly string[];
}

export type SyntheticUniverse = ReadonlyMap<string, readonly SyntheticRelease[]>;

export interface UniverseShape {
  readonly projects: number;
  readonly seed: number;
}

const PYTHONS = ['cp310', 'cp311', 'cp312', 'cp313', 'cp314'];
const PLATFORMS = [
  'manylinux_2_17_x86_64.manylinux2014_x86_64',
  'manylinux_2_17_aarch64.manylinux2014_aarch64',
  'musllinux_1_2_x86_64',
  'macosx_11_0_arm64',
  'win_amd64',
];
const NATIVE_TAGS = PYTHONS.flatMap((python) =>
  PLATFORMS.map((platform) => `${python}-${python}-${platform}`),
);
const MARKERS = [
  'sys_platform == "win32"',
  'python_version < "3.12"',
  'sys_platform != "win32" and platform_machine == "x86_64"',
  'platform_system == "Darwin"',
];

export const nameOf = (index: number): string => `grain-${index}`;

/**
 * Something like a real index: a fifth of the projects has wheels for each platform, releases have between none and six
 * requirements, some with markers or for an extra; the newest of some projects want what others cannot have, so that
 * older ones must be taken; newer releases ask for newer Pythons. The same for the same seed.
 */
export function createSyntheticUniverse({ projects, seed }: UniverseShape): SyntheticUniverse {
  const random = seededRandom(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const majors = Array.from({ length: projects }, () => 1 + upTo(6));
  const universe = new Map<string, readonly SyntheticRelease[]>();
  for (let index = 0; index < projects; index += 1) {
    const isNative = random() < 0.2;
    const hasExtra = random() < 0.15;
    const needed = Array.from(
      { length: needsOf(projects - index - 1, upTo) },
      () => index + 1 + upTo(projects - index - 1),
    );
    const markers = needed.map(() => (random() < 0.15 ? `; ${MARKERS[upTo(MARKERS.length)] ?? ''}` : ''));
    const capped = random() < 0.04;
    const minors = 3 + upTo(8);
    const last = majors[index] ?? 1;
    const releases: SyntheticRelease[] = [];
    for (let major = 1; major <= last; major += 1) {
      for (let minor = 0; minor < minors; minor += 1) {
        const isNewest = major === last && minor === minors - 1;
        const requires = needed.map((other, place) => {
          const newest = majors[other] ?? 1;
          const floor = Math.max(1, newest - (last - major) - 1);
          const cap = isNewest && capped && place === 0 && newest > 1 ? `,<${newest}` : '';
          return `${nameOf(other)}>=${floor}.0${cap}${markers[place] ?? ''}`;
        });
        const extra = hasExtra && index + 1 < projects ? [`${nameOf(index + 1)}>=1.0; extra == "more"`] : [];
        releases.push({
          version: `${major}.${minor}`,
          tags: isNative ? NATIVE_TAGS : ['py3-none-any'],
          requiresPython: isNewest && random() < 0.1 ? '>=3.12' : '>=3.8',
          requires: [...requires, ...extra],
          extras: hasExtra ? ['more'] : [],
        });
      }
    }
    universe.set(nameOf(index), releases);
  }
  return universe;
}

/** Most projects need little; those at the end of the list nothing. */
function needsOf(left: number, upTo: (limit: number) => number): number {
  return Math.min(left, Math.max(0, upTo(8) - 2));
}

export function metadataOf(name: string, release: SyntheticRelease): string {
  return [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${release.version}`,
    `Requires-Python: ${release.requiresPython}`,
    ...release.extras.map((extra) => `Provides-Extra: ${extra}`),
    ...release.requires.map((text) => `Requires-Dist: ${text}`),
    '',
  ].join('\n');
}

export function filenamesOf(name: string, { version, tags }: SyntheticRelease): readonly string[] {
  return tags.map((tag) => `${name.replaceAll('-', '_')}-${version}-${tag}.whl`);
}
