export interface NetrcLogin {
  readonly username: string;
  readonly password: string;
}

/**
 * What a `.netrc` has for a host: the entry of `machine`, else `default`; `null` where there is none. As Python's netrc
 * reads it, so that what pip uses works here too; what cannot be read in it is passed over.
 */
export function findNetrcLogin(text: string, hostname: string): NetrcLogin | null {
  const entries = readEntries(text);
  const found =
    entries.find((entry) => entry.host === hostname) ?? entries.find((entry) => entry.host === null);
  if (found === undefined || (found.username === '' && found.password === '')) return null;
  return { username: found.username, password: found.password };
}

interface Entry {
  /** `null` for `default`. */
  readonly host: string | null;
  username: string;
  password: string;
}

function readEntries(text: string): readonly Entry[] {
  // A macro goes on to the next empty line, and is none of our business.
  const words = wordsOf(text.replace(/^[ \t]*macdef[^\n]*\n(?:[^\n]*\S[^\n]*(?:\n|$))*/gm, ''));
  const entries: Entry[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const entry = entries.at(-1);
    if (word === 'default') {
      entries.push({ host: null, username: '', password: '' });
      continue;
    }
    const value = words[index + 1] ?? '';
    if (word === 'machine') entries.push({ host: value.toLowerCase(), username: '', password: '' });
    else if (entry !== undefined && (word === 'login' || word === 'user')) entry.username = value;
    else if (entry !== undefined && word === 'password') entry.password = value;
    else if (word !== 'account') continue;
    index += 1;
  }
  return entries;
}

/** Words stand apart by white space or in quotes, where a backslash takes what follows as it is; `#` begins a comment. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    for (const match of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
      const [, quoted, plain = ''] = match;
      if (quoted === undefined && plain.startsWith('#') && !isValue(words.at(-1))) break;
      words.push((quoted ?? plain).replace(/\\(.)/g, '$1'));
    }
  }
  return words;
}

/** A password may begin with `#`. */
function isValue(before: string | undefined): boolean {
  return before === 'password' || before === 'login' || before === 'user';
}
