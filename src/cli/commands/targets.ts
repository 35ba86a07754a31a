import { resolve } from 'node:path';
import type { Profile } from '../../contract/profile';
import type { Target } from '../../contract/target';
import { describeTarget, PLATFORM_PRESETS, PYTHON_PRESETS, targetOf } from '../../contract/target-presets';
import { writeFileAtomically } from '../../engine/files/atomic-write';
import { readProfile, saveProfile } from '../../engine/profile/profile-file';
import { readTargetArguments } from '../arguments/target-argument';
import { EXIT_CODES } from '../exit-codes';
import { renderTable } from '../output/table';
import type { TargetsRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { UsageError } from '../usage-error';
import { needsTarget, shellWord } from './init';

/** `sandgrouse targets`: the known ones, the script, or those of a mirror and changes to them. */
export async function runTargets(request: TargetsRequest, session: Session): Promise<number> {
  const { directory, scriptPath } = request;
  if (scriptPath !== null) return writeScript(scriptPath, session);
  if (directory === null) return tellKnown(session);
  const { signal } = session.ending;
  const before = await readProfile(directory, { signal });
  const after = await changed(before, request, session);
  if (after !== before) await saveProfile(directory, after, { signal });
  if (session.json) {
    const { targets, closure } = after;
    printJson(session, { type: 'targets', mirror: resolve(directory), targets, closure });
  } else {
    printLines(session.results, targetLines(after, shellWord(directory)));
  }
  return EXIT_CODES.done;
}

async function writeScript(path: string, session: Session): Promise<number> {
  if (path === '-') {
    session.results.write(session.targetScript);
    return EXIT_CODES.done;
  }
  await writeFileAtomically(path, session.targetScript);
  if (session.json) {
    printJson(session, { type: 'script', path: resolve(path) });
    return EXIT_CODES.done;
  }
  printLines(session.results, [
    `Wrote "${path}". Run it on the offline computer, with the Python that will install: python3 ${shellWord(path)}`,
    'It writes a small file. Bring that here, then: sandgrouse targets DIR --add FILE',
  ]);
  return EXIT_CODES.done;
}

function tellKnown(session: Session): number {
  if (session.json) {
    for (const platform of PLATFORM_PRESETS) {
      for (const python of PYTHON_PRESETS) {
        const target = targetOf(platform, python);
        printJson(session, { type: 'known-target', id: target.id, label: describeTarget(target) });
      }
    }
    return EXIT_CODES.done;
  }
  const { bold } = session.results.style;
  const table = (heading: string, rows: readonly (readonly string[])[]): readonly string[] => {
    const [first = '', ...lines] = renderTable(
      [heading, '', ''].map((text) => ({ heading: text, align: 'left' as const })),
      rows,
    );
    return [bold(first), ...lines];
  };
  printLines(session.results, [
    ...table(
      'Computer',
      PLATFORM_PRESETS.map(({ id, label, hint }) => [id, label, hint]),
    ),
    '',
    ...table(
      'Python',
      PYTHON_PRESETS.map(({ id, label, python }) => [id, label, python.pythonVersion]),
    ),
    '',
    'An id is a computer, "-", and a Python: linux-x86_64-cp312.',
    'Others of the form are understood too: linux-x86_64-glibc2_31-cp312, macos12-arm64-cp313t, windows-amd64-cp310_6.',
  ]);
  return EXIT_CODES.done;
}

async function changed(
  profile: Profile,
  { add, remove, closure, bootstrap }: TargetsRequest,
  session: Session,
): Promise<Profile> {
  if (add.length + remove.length === 0 && closure === null && bootstrap === null) return profile;
  const added = await readTargetArguments(add, session.ending);
  for (const id of remove) {
    if (profile.targets.some((target) => target.id === id)) continue;
    throw new UsageError(
      `The mirror has no target "${id}".`,
      'List its targets with: sandgrouse targets DIR',
    );
  }
  const gone = new Set([...remove, ...added.map(({ id }) => id)]);
  const targets = [...profile.targets.filter(({ id }) => !gone.has(id)), ...added];
  const mode = closure ?? profile.closure.mode;
  if (targets.length === 0 && mode !== 'none') {
    throw remove.length === 0
      ? needsTarget()
      : new UsageError(
          'That would be the mirror’s last target, and requirements can only be followed for one.',
          'Add another one with --add, or give up following requirements with --closure none.',
        );
  }
  return {
    ...profile,
    targets,
    closure: { ...profile.closure, mode, bootstrap: bootstrap ?? profile.closure.bootstrap },
  };
}

function targetLines({ targets, closure }: Profile, directory: string): readonly string[] {
  if (targets.length === 0) {
    return [
      'The mirror has no targets: files for every environment are mirrored, and no requirements are followed.',
      `Add one with: sandgrouse targets ${directory} --add linux-x86_64-cp312 --closure resolved`,
    ];
  }
  const rows = targets.map((target) => [target.id, describeTarget(target), originOf(target)]);
  return [
    ...renderTable([column('Target'), column(''), column('')], rows),
    '',
    ...(closure.mode === 'none'
      ? [
          'Requirements are not followed: only what is listed is mirrored.',
          `To follow them: sandgrouse targets ${directory} --closure resolved`,
        ]
      : [
          `Requirements are followed: ${closure.mode}${closure.bootstrap ? ', with pip, setuptools and wheel' : ''}.`,
        ]),
  ];
}

const column = (heading: string) => ({ heading, align: 'left' as const });

/** Whether something was read from the computer itself. */
function originOf({ markers, tags }: Target): string {
  return tags === null && Object.keys(markers).length === 0 ? '' : 'read from the computer';
}
