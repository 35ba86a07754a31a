import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** An installer on this computer. */
export interface FoundClient {
  readonly kind: 'pip' | 'uv' | 'poetry' | 'pdm' | 'pipenv';
  /** As it names itself, with its version. */
  readonly title: string;
  readonly version: string;
  /** How it is started, before its own words. */
  readonly command: readonly [string, ...string[]];
  /** A Python that it can make an environment of. */
  readonly python: string;
}

/**
 * Every installer that is found: the pip of each Python on the path and in the usual place, pips as wheels that
 * `SANDGROUSE_CLIENT_PIPS` names, and uv, poetry, pdm and pipenv on the path.
 */
export function findClients(): readonly FoundClient[] {
  const pythons = findPythons();
  const [python = 'python3'] = pythons;
  const wheels = (process.env.SANDGROUSE_CLIENT_PIPS ?? '').split(delimiter).filter((path) => path !== '');
  const pips = [
    ...pythons.map((each) => ({ command: [each, '-m', 'pip'] as const, python: each })),
    ...wheels.map((wheel) => ({ command: [python, join(wheel, 'pip')] as const, python })),
  ];
  const others = (['uv', 'poetry', 'pdm', 'pipenv'] as const).flatMap((kind) => {
    const version = versionOf([kind, '--version']);
    return version === null
      ? []
      : [{ kind, title: `${kind} ${version}`, version, command: [kind] as const, python }];
  });
  const found = pips.flatMap(({ command, python: base }): readonly FoundClient[] => {
    const version = versionOf([...command, '--version']);
    return version === null ? [] : [{ kind: 'pip', title: `pip ${version}`, version, command, python: base }];
  });
  return [...found, ...others].filter(
    ({ title }, place, all) => all.findIndex((other) => other.title === title) === place,
  );
}

function findPythons(): readonly string[] {
  const asked = spawnSync('python3', ['-c', 'import sys, venv; print(sys.executable)'], { encoding: 'utf8' });
  const own = asked.status === 0 ? asked.stdout.trim() : '';
  return ['/usr/bin/python3', own]
    .filter((path, place, all) => path !== '' && all.indexOf(path) === place)
    .reverse();
}

function versionOf([command = '', ...words]: readonly string[]): string | null {
  const { status, stdout } = spawnSync(command, words, {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return status === 0 ? (/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? null) : null;
}
