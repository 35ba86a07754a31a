import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Target, targetSchema } from '../../src/contract/target';

const run = promisify(execFile);

/** Tells what a Python says of itself, by the `packaging` that pip brings along. */
const SCRIPT = `
import json, platform, sys
from pip import __version__ as pip_version
from pip._vendor.packaging import markers, tags
environment = {name: str(value) for name, value in markers.default_environment().items()}
print(json.dumps({
    "pip": pip_version,
    "version": platform.python_version(),
    "markers": environment,
    "tags": [str(tag) for tag in tags.sys_tags()],
}))
`;

export interface ThisComputer {
  readonly target: Target;
  readonly pipVersion: string;
}

/** The Python that a command starts, as a target: its own markers and tags. Speaks of Linux in its label only. */
export async function readThisComputer(python: string): Promise<ThisComputer> {
  const { stdout } = await run(python, ['-c', SCRIPT], { maxBuffer: 16_000_000 });
  const told = JSON.parse(stdout) as {
    readonly pip: string;
    readonly version: string;
    readonly markers: Readonly<Record<string, string>>;
    readonly tags: readonly string[];
  };
  const target = targetSchema.parse({
    id: 'this-computer',
    implementation: 'cpython',
    pythonVersion: told.version,
    freeThreaded: told.tags.some((tag) => /^cp\d+-cp\d+t-/.test(tag)),
    pypyAbi: null,
    platform: {
      system: 'linux',
      architecture: told.markers.platform_machine ?? '',
      libc: { kind: 'glibc', major: 2, minor: 17 },
    },
    markers: told.markers,
    tags: told.tags,
  });
  return { target, pipVersion: told.pip };
}
