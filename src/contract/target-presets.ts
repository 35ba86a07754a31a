import type { Target, TargetPlatform } from './target';

/** A computer that people recognise. `id` begins the ids of its targets. */
export interface PlatformPreset {
  readonly id: string;
  readonly label: string;
  /** What it covers, in a few words. */
  readonly hint: string;
  readonly platform: TargetPlatform;
}

/** A Python that people have. `id` ends the ids of its targets. */
export interface PythonPreset {
  readonly id: string;
  readonly label: string;
  readonly python: Pick<Target, 'implementation' | 'pythonVersion' | 'freeThreaded' | 'pypyAbi'>;
}

const linux = (
  architecture: string,
  kind: 'glibc' | 'musl',
  major: number,
  minor: number,
): TargetPlatform => ({
  system: 'linux',
  architecture,
  libc: { kind, major, minor },
});

export const PLATFORM_PRESETS: readonly PlatformPreset[] = [
  {
    id: 'windows-amd64',
    label: 'Windows x64',
    hint: 'Windows 10 and 11, most PCs',
    platform: { system: 'windows', architecture: 'amd64' },
  },
  {
    id: 'linux-x86_64',
    label: 'Linux x86-64',
    hint: 'glibc 2.28 and newer: RHEL 8, Debian 10, Ubuntu 20.04',
    platform: linux('x86_64', 'glibc', 2, 28),
  },
  {
    id: 'macos-arm64',
    label: 'macOS, Apple silicon',
    hint: 'macOS 14 and newer',
    platform: { system: 'macos', architecture: 'arm64', major: 14, minor: 0 },
  },
  {
    id: 'linux-aarch64',
    label: 'Linux ARM64',
    hint: 'glibc 2.28 and newer: Raspberry Pi OS, ARM servers',
    platform: linux('aarch64', 'glibc', 2, 28),
  },
  {
    id: 'linux-x86_64-glibc2_17',
    label: 'Linux x86-64, old',
    hint: 'glibc 2.17 and newer: RHEL 7, CentOS 7',
    platform: linux('x86_64', 'glibc', 2, 17),
  },
  {
    id: 'linux-x86_64-musl1_2',
    label: 'Alpine Linux x86-64',
    hint: 'musl 1.2 and newer: Alpine 3.13',
    platform: linux('x86_64', 'musl', 1, 2),
  },
  {
    id: 'linux-aarch64-musl1_2',
    label: 'Alpine Linux ARM64',
    hint: 'musl 1.2 and newer: Alpine 3.13',
    platform: linux('aarch64', 'musl', 1, 2),
  },
  {
    id: 'macos-x86_64',
    label: 'macOS, Intel',
    hint: 'macOS 13 and newer',
    platform: { system: 'macos', architecture: 'x86_64', major: 13, minor: 0 },
  },
  {
    id: 'windows-arm64',
    label: 'Windows ARM64',
    hint: 'Windows on Arm',
    platform: { system: 'windows', architecture: 'arm64' },
  },
  {
    id: 'windows-x86',
    label: 'Windows x86',
    hint: '32-bit Python',
    platform: { system: 'windows', architecture: 'x86' },
  },
];

const cpython = (pythonVersion: string, freeThreaded = false): PythonPreset => {
  const [, minor = ''] = pythonVersion.split('.');
  const suffix = freeThreaded ? 't' : '';
  return {
    id: `cp3${minor}${suffix}`,
    label: `Python 3.${minor}${freeThreaded ? ' free-threaded' : ''}`,
    python: { implementation: 'cpython', pythonVersion, freeThreaded, pypyAbi: null },
  };
};

const pypy = (pythonVersion: string, abi: string): PythonPreset => {
  const [, minor = ''] = pythonVersion.split('.');
  return {
    id: `pp3${minor}`,
    label: `PyPy 3.${minor}`,
    python: { implementation: 'pypy', pythonVersion, freeThreaded: false, pypyAbi: abi },
  };
};

/** Each with the last bug-fix release that is known: requirements on those releases are answered as most people have them. */
export const PYTHON_PRESETS: readonly PythonPreset[] = [
  cpython('3.14.2'),
  cpython('3.13.11'),
  cpython('3.12.12'),
  cpython('3.11.14'),
  cpython('3.10.19'),
  cpython('3.9.25'),
  cpython('3.8.20'),
  cpython('3.14.2', true),
  cpython('3.13.11', true),
  pypy('3.11.13', 'pypy311_pp73'),
  pypy('3.10.16', 'pypy310_pp73'),
];

/** The target of a computer and a Python that people recognise. */
export function targetOf({ id, platform }: PlatformPreset, { id: pythonId, python }: PythonPreset): Target {
  return { id: `${id}-${pythonId}`, ...python, platform, markers: {}, tags: null };
}

const ID_PARTS =
  /^(?:linux-([a-z0-9_]+?)(?:-(glibc|musl)(\d{1,2})_(\d{1,2}))?|macos(\d{2})?-(x86_64|arm64)|windows-(x86|amd64|arm64))-([cp]p3\d{1,2}t?)(?:_(\d{1,2}))?$/;

/**
 * Reads the id of a target: any preset's, and others of its form, such as `linux-x86_64-glibc2_31-cp312`,
 * `macos12-arm64-cp313t` or `windows-amd64-cp310_6` for Python 3.10.6. `null` for anything else.
 */
export function parseTargetId(id: string): Target | null {
  const match = ID_PARTS.exec(id);
  if (match === null) return null;
  const [, architecture, libc, libcMajor, libcMinor, macos, macosArchitecture, windows, pythonId, micro] =
    match;
  const preset = PYTHON_PRESETS.find((entry) => entry.id === pythonId);
  if (preset === undefined) return null;
  const base = preset.python.pythonVersion.split('.').slice(0, 2).join('.');
  const python =
    micro === undefined ? preset.python : { ...preset.python, pythonVersion: `${base}.${Number(micro)}` };
  const known = PLATFORM_PRESETS.find((entry) => id.startsWith(`${entry.id}-${preset.id}`));
  const platform =
    known?.platform ??
    platformFrom({ architecture, libc, libcMajor, libcMinor, macos, macosArchitecture, windows });
  return platform === null ? null : { id, ...python, platform, markers: {}, tags: null };
}

function platformFrom(parts: Readonly<Record<string, string | undefined>>): TargetPlatform | null {
  if (parts.architecture !== undefined) {
    const kind = parts.libc === 'musl' ? 'musl' : 'glibc';
    return linux(parts.architecture, kind, Number(parts.libcMajor ?? 2), Number(parts.libcMinor ?? 28));
  }
  if (parts.macosArchitecture !== undefined) {
    const architecture = parts.macosArchitecture === 'arm64' ? 'arm64' : 'x86_64';
    return { system: 'macos', architecture, major: Number(parts.macos ?? 14), minor: 0 };
  }
  return null;
}

/** A target in a few words: `Linux x86-64 (glibc 2.28), Python 3.12`. */
export function describeTarget(target: Target): string {
  const [major = '3', minor = '0'] = target.pythonVersion.split('.');
  const python = `${target.implementation === 'pypy' ? 'PyPy' : 'Python'} ${major}.${minor}`;
  return `${describePlatform(target.platform)}, ${python}${target.freeThreaded ? ' free-threaded' : ''}`;
}

function describePlatform(platform: TargetPlatform): string {
  switch (platform.system) {
    case 'windows':
      return `Windows ${{ amd64: 'x64', x86: 'x86', arm64: 'ARM64' }[platform.architecture]}`;
    case 'macos':
      return `macOS ${platform.major} ${platform.architecture === 'arm64' ? 'Apple silicon' : 'Intel'}`;
    case 'linux': {
      const { kind, major, minor } = platform.libc;
      const architecture =
        { x86_64: 'x86-64', aarch64: 'ARM64' }[platform.architecture] ?? platform.architecture;
      return `Linux ${architecture} (${kind} ${major}.${minor})`;
    }
  }
}
