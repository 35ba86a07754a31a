import { spawnSync } from 'node:child_process';
import { basename, delimiter, join } from 'node:path';
import { commandIn } from './client-root';

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
  /** The folder of the system that it is a part of; `null`: this computer's own. Its paths are those within. */
  readonly root: string | null;
}

type Kind = FoundClient['kind'];

/**
 * Every installer that is found: the pip of each Python on the path and in the usual place, pips as wheels that
 * `SANDGROUSE_CLIENT_PIPS` names, uv, poetry, pdm and pipenv on the path, and all of these in each of the systems whose
 * folders `SANDGROUSE_CLIENT_ROOTS` names. Throws for such a folder in which none can be started.
 */
export function findClients(): readonly FoundClient[] {
  const own = findIn(null, findPythons(), pathsOf('SANDGROUSE_CLIENT_PIPS'));
  const others = pathsOf('SANDGROUSE_CLIENT_ROOTS').flatMap((root) => {
    const found = findIn(root, ['/usr/bin/python3'], []);
    if (found.length === 0) throw new Error(`No installer can be started in "${root}".`);
    return found.map((client) => ({ ...client, title: `${client.title} of ${basename(root)}` }));
  });
  return [...own, ...others].filter(
    ({ title }, place, all) => all.findIndex((other) => other.title === title) === place,
  );
}

function findIn(
  root: string | null,
  pythons: readonly string[],
  wheels: readonly string[],
): readonly FoundClient[] {
  const [python = 'python3'] = pythons;
  const candidates: readonly (readonly [Kind, FoundClient['command'], string])[] = [
    ...pythons.map((each) => ['pip', [each, '-m', 'pip'], each] as const),
    ...wheels.map((wheel) => ['pip', [python, join(wheel, 'pip')], python] as const),
    ...(['uv', 'poetry', 'pdm', 'pipenv'] as const).map((kind) => [kind, [kind], python] as const),
  ];
  return candidates.flatMap(([kind, command, base]) => {
    const version = versionOf(commandIn(root, '/', [...command, '--version']));
    return version === null
      ? []
      : [{ kind, title: `${kind} ${version}`, version, command, python: base, root }];
  });
}

const pathsOf = (variable: string): readonly string[] =>
  (process.env[variable] ?? '').split(delimiter).filter((path) => path !== '');

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
