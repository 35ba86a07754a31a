import type { Environment } from '../../../python-packaging/marker';
import { environmentOf } from '../../../python-packaging/target-environment';

/** CPython on Linux with glibc, x86-64. */
export function linuxEnvironment(pythonVersion: string): Environment {
  return environmentOf({
    implementation: 'cpython',
    pythonVersion,
    platform: { system: 'linux', architecture: 'x86_64', libc: { kind: 'glibc', major: 2, minor: 28 } },
    markers: {},
  });
}

/** CPython on Windows, x86-64. */
export function windowsEnvironment(pythonVersion: string): Environment {
  return environmentOf({
    implementation: 'cpython',
    pythonVersion,
    platform: { system: 'windows', architecture: 'amd64' },
    markers: {},
  });
}
