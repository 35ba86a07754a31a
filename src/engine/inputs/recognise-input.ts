import type { InputKind } from '../../contract/import-report';
import { refuse } from '../../contract/problem';
import { isPylockName } from '../../python-packaging/pylock';
import { parseRequirementsFile } from '../../python-packaging/requirements-file';

/** The marks of each format in a file's text, all of them needed; the surest first. */
const CONTENT_MARKS: readonly { readonly kind: InputKind; readonly patterns: readonly RegExp[] }[] = [
  { kind: 'target', patterns: [/^\s*\{/, /"sandgrouse-target"[ \t]*:/] },
  { kind: 'pipfile-lock', patterns: [/^\s*\{/, /"pipfile-spec"[ \t]*:/] },
  { kind: 'poetry-lock', patterns: [/^\[\[package\]\]/m, /^\[metadata\]/m] },
  { kind: 'pylock', patterns: [/^lock-version[ \t]*=/m, /^created-by[ \t]*=/m] },
  { kind: 'uv-lock', patterns: [/^version[ \t]*=[ \t]*[0-9]/m, /^\[\[package\]\]|^requires-python[ \t]*=/m] },
  {
    kind: 'pyproject',
    patterns: [/^\[(?:project|build-system|dependency-groups|tool\.[\w.-]+)\][ \t]*(?:#.*)?\r?$/m],
  },
  { kind: 'bandersnatch', patterns: [/^\[(?:mirror|plugins|allowlist|blocklist)\][ \t]*\r?$/m] },
];

/** By name, whatever the content. The content decides for names that say less, such as `requirements.lock`. */
function kindOfName(name: string): InputKind | null {
  const filename = (name.split(/[\\/]/).at(-1) ?? '').toLowerCase();
  if (isPylockName(filename)) return 'pylock';
  switch (filename) {
    case 'pyproject.toml':
      return 'pyproject';
    case 'uv.lock':
      return 'uv-lock';
    case 'poetry.lock':
      return 'poetry-lock';
    case 'pipfile.lock':
      return 'pipfile-lock';
    default:
  }
  if (/\.(?:conf|ini|cfg)$/.test(filename)) return 'bandersnatch';
  return /(?:require|constraint).*\.(?:txt|in)$/.test(filename) ? 'requirements' : null;
}

const UNDERSTOOD =
  'it is none of: requirements files, "pip freeze" output, pyproject.toml, pylock.toml, uv.lock, poetry.lock, Pipfile.lock, bandersnatch.conf, target files';

const CONDA =
  'it is an environment of conda, and conda’s own packages are on no Python index. In that environment, run "pip list --format=freeze > requirements.txt" and import that file; or paste the lines below its "pip:", without the dashes';

/** https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
function isCondaEnvironment(name: string, text: string): boolean {
  const isYaml = /\.ya?ml$/i.test(name) || !/\.[a-z]+$/i.test(name);
  return isYaml && /^dependencies[ \t]*:/m.test(text) && /^[ \t]*-[ \t]/m.test(text);
}

/** What an input is, by its name, else by its content. Throws `input-unrecognised`. */
export function recogniseInput(name: string, text: string): InputKind {
  const byName = kindOfName(name);
  if (byName !== null) return byName;
  const marked = CONTENT_MARKS.find(({ patterns }) => patterns.every((pattern) => pattern.test(text)));
  if (marked !== undefined) return marked.kind;
  if (isCondaEnvironment(name, text)) return refuse('input-unrecognised', { name, reason: CONDA });
  if (looksLikeRequirements(text)) return 'requirements';
  return refuse('input-unrecognised', { name, reason: text.trim() === '' ? 'it is empty' : UNDERSTOOD });
}

/** As many lines as a person would look at: something is asked for, and more can be read than not. */
function looksLikeRequirements(text: string): boolean {
  const start = text.split(/\r\n|\r|\n/, 200).join('\n');
  const items = parseRequirementsFile(start.slice(0, 100_000), () => 'x');
  const faults = items.filter(({ kind }) => kind === 'fault').length;
  return items.length > faults * 2;
}
