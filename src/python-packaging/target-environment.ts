import type { Environment } from './marker';
import { ENVIRONMENT_VARIABLES } from './marker-tree';
import type { TargetPlatform } from './platform-tags';
import { supportedTags, type TargetPython } from './supported-tags';
import { formatTag, parseTagSet, type Tag } from './tag';

/** What decides the markers of a Python on a computer. */
export interface TargetFacts {
  readonly implementation: 'cpython' | 'pypy';
  /** In full: `3.12.12`, `3.14.0rc2`; with a `+` where it was built between two releases. */
  readonly pythonVersion: string;
  readonly platform: TargetPlatform;
  /** Marker values that are known better than from the rest, by variable. Other keys are passed over. */
  readonly markers: Readonly<Record<string, string>>;
}

/** What decides the wheels that a Python on a computer accepts. */
export interface TargetWheelFacts extends TargetFacts {
  readonly freeThreaded: boolean;
  /** As in the names of PyPy's wheels, `pypy311_pp73`; `null` for CPython. */
  readonly pypyAbi: string | null;
  /** Tags as the computer itself tells them, the best first; `null`: they follow from the rest. */
  readonly tags: readonly string[] | null;
}

/** The markers' values (PEP 508) of a target, as its Python gives them. What a target leaves open is empty. */
export function environmentOf(target: TargetFacts): Environment {
  const { implementation, pythonVersion, platform, markers } = target;
  const isCpython = implementation === 'cpython';
  const environment: Environment = {
    implementation_name: implementation,
    implementation_version: isCpython ? implementationVersion(pythonVersion) : pypyVersion(pythonVersion),
    platform_python_implementation: isCpython ? 'CPython' : 'PyPy',
    python_full_version: pythonVersion,
    python_version: pythonVersion.split('.').slice(0, 2).join('.'),
    // A kernel's release is not what makes a target.
    platform_release: '',
    platform_version: '',
    ...systemOf(platform),
  };
  const known = ENVIRONMENT_VARIABLES.filter((variable) => Object.hasOwn(markers, variable));
  return { ...environment, ...Object.fromEntries(known.map((variable) => [variable, markers[variable]])) };
}

/** The part of a target that `supportedTags` wants to know. */
export function pythonOf(target: TargetWheelFacts): TargetPython {
  const { implementation, pythonVersion, freeThreaded, pypyAbi } = target;
  const [major = 3, minor = 0] = pythonVersion.split('.').map(Number);
  return implementation === 'cpython'
    ? { implementation, major, minor, freeThreaded }
    : { implementation, major, minor, abi: pypyAbi ?? `pypy${major}${minor}_pp73` };
}

/** The tags of all wheels that a target accepts, the best first. Told tags that are none are passed over. */
export function tagsOfTarget(target: TargetWheelFacts): readonly Tag[] {
  const told = toldTags(target.tags ?? []);
  return told.length > 0 ? told : supportedTags(pythonOf(target), target.platform);
}

/** Single tags only: a computer tells no compressed ones, and a hostile list of them would have no end. */
function toldTags(texts: readonly string[]): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const text of texts) {
    const { interpreters, abis, platforms } = parseTagSet(text) ?? NO_TAGS;
    const [interpreter, abi, platform] = [interpreters[0], abis[0], platforms[0]];
    if (interpreters.length + abis.length + platforms.length !== 3) continue;
    if (interpreter === undefined || abi === undefined || platform === undefined) continue;
    tags.set(formatTag({ interpreter, abi, platform }), { interpreter, abi, platform });
  }
  return [...tags.values()];
}

const NO_TAGS = { interpreters: [], abis: [], platforms: [] };

type SystemVariables = Pick<Environment, 'os_name' | 'sys_platform' | 'platform_system' | 'platform_machine'>;

function systemOf(platform: TargetPlatform): SystemVariables {
  switch (platform.system) {
    case 'linux':
      return {
        os_name: 'posix',
        sys_platform: 'linux',
        platform_system: 'Linux',
        platform_machine: platform.architecture,
      };
    case 'macos':
      return {
        os_name: 'posix',
        sys_platform: 'darwin',
        platform_system: 'Darwin',
        platform_machine: platform.architecture,
      };
    case 'windows':
      return {
        os_name: 'nt',
        sys_platform: 'win32',
        platform_system: 'Windows',
        platform_machine: WINDOWS_MACHINES[platform.architecture],
      };
  }
}

/** As `platform.machine()` spells them there. */
const WINDOWS_MACHINES = { x86: 'x86', amd64: 'AMD64', arm64: 'ARM64' } as const;

/** PEP 508 makes this of `sys.implementation`, where a release candidate is a `c` and a build has no `+`. */
function implementationVersion(pythonVersion: string): string {
  return pythonVersion.replace(/\+$/, '').replace(/rc(?=[0-9]+$)/, 'c');
}

/** The last release of PyPy for each release of Python. */
const PYPY_VERSIONS: ReadonlyMap<string, string> = new Map([
  ['3.8.16', '7.3.11'],
  ['3.9.16', '7.3.11'],
  ['3.9.17', '7.3.12'],
  ['3.9.18', '7.3.15'],
  ['3.9.19', '7.3.17'],
  ['3.10.12', '7.3.12'],
  ['3.10.13', '7.3.15'],
  ['3.10.14', '7.3.17'],
  ['3.10.16', '7.3.19'],
  ['3.11.11', '7.3.19'],
  ['3.11.13', '7.3.20'],
]);

/** Nobody can tell an unknown one; all of them for a Python that is in use are of the 7.3 line. */
function pypyVersion(pythonVersion: string): string {
  return PYPY_VERSIONS.get(pythonVersion) ?? '7.3.20';
}
