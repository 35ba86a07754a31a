import { devNull } from 'node:os';

/** What a Python needs to start, and to find its own folders. Nothing that names an index, a proxy or a setting. */
const KEPT = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'TEMP',
  'TMP',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
] as const;

/** The environment for a pip that shall know the mirror alone. */
export function cleanEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept = new Map<string, string>();
  for (const [name, value] of Object.entries(variables)) {
    const isKept = KEPT.some((each) => each === name.toUpperCase());
    if (isKept && value !== undefined) kept.set(name, value);
  }
  return {
    ...Object.fromEntries(kept),
    PIP_CONFIG_FILE: devNull,
    PIP_NO_INPUT: '1',
    PYTHONIOENCODING: 'utf-8',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
