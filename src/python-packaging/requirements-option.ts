/** An option of a requirements file under its full name, such as `--index-url`; `null` for one without a value. */
export interface OptionValue {
  readonly name: string;
  readonly value: string | null;
}

export type OptionsResult =
  | {
      readonly ok: true;
      readonly options: readonly OptionValue[];
      /** Words that are no options; pip passes over them. */
      readonly words: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/** What pip's releases up to 26.3 know in such files, by all the ways to write them. */
const OPTIONS: ReadonlyMap<string, { readonly name: string; readonly takesValue: boolean }> = new Map(
  [
    ...[
      ['--index-url', '--pypi-url', '-i'],
      ['--extra-index-url'],
      ['--constraint', '-c'],
      ['--requirement', '-r'],
      ['--editable', '-e'],
      ['--find-links', '-f'],
      ['--no-binary'],
      ['--only-binary'],
      ['--all-releases'],
      ['--only-final'],
      ['--trusted-host'],
      ['--use-feature'],
      ['--hash'],
      ['--config-settings', '-C'],
      ['--global-option'],
    ].map((names) => ({ names, takesValue: true })),
    ...['--no-index', '--prefer-binary', '--require-hashes', '--no-require-hashes', '--pre'].map((name) => ({
      names: [name],
      takesValue: false,
    })),
  ].flatMap(({ names, takesValue }) =>
    names.map((written) => [written, { name: names[0] ?? written, takesValue }] as const),
  ),
);

const LONG_NAMES = [...OPTIONS.keys()].filter((written) => written.startsWith('--'));

const VALUE_CHECKS: Readonly<Record<string, (value: string) => string | null>> = {
  '--hash': (value) =>
    /^(?:sha256|sha384|sha512):/.test(value)
      ? null
      : 'write a hash as "--hash=sha256:…"; sha256, sha384 and sha512 are allowed',
  '--config-settings': (value) =>
    value.includes('=') ? null : 'write a setting as "--config-settings=KEY=VALUE"',
  '--no-binary': checkProjects,
  '--only-binary': checkProjects,
  '--all-releases': checkProjects,
  '--only-final': checkProjects,
};

/** Reads options as pip's parser does: `--name=value`, `--name value`, `-nvalue`, and names cut short. */
export function parseRequirementsOptions(line: readonly string[]): OptionsResult {
  const rest = [...line].reverse();
  const options: OptionValue[] = [];
  const words: string[] = [];
  for (let word = rest.pop(); word !== undefined; word = rest.pop()) {
    if (word === '--') {
      words.push(...rest.reverse());
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const [written, attached] = divide(word);
    const option = OPTIONS.get(written.startsWith('--') ? completeName(written) : written);
    if (option === undefined) return fault(explainName(written));
    if (!option.takesValue) {
      if (attached !== null) return fault(`the option "${option.name}" takes no value`);
      options.push({ name: option.name, value: null });
      continue;
    }
    const value = attached ?? rest.pop();
    if (value === undefined) return fault(`the option "${option.name}" needs a value`);
    const wrong = VALUE_CHECKS[option.name]?.(value) ?? null;
    if (wrong !== null) return fault(wrong);
    options.push({ name: option.name, value });
  }
  return { ok: true, options, words };
}

/** The option's name as written, and the value that is attached to it. */
function divide(word: string): readonly [string, string | null] {
  if (!word.startsWith('--')) return [word.slice(0, 2), word.length > 2 ? word.slice(2) : null];
  const equals = word.indexOf('=');
  return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** The only name that begins so; the text itself when there is none, or more than one. */
function completeName(written: string): string {
  if (OPTIONS.has(written)) return written;
  const [only, second] = LONG_NAMES.filter((name) => name.startsWith(written));
  return only === undefined || second !== undefined ? written : only;
}

function explainName(written: string): string {
  const candidates = LONG_NAMES.filter((name) => written.startsWith('--') && name.startsWith(written));
  return candidates.length > 1
    ? `"${written}" could be any of ${candidates.join(', ')}; write it in full`
    : `"${written}" is no option that a requirements file may have`;
}

function checkProjects(value: string): string | null {
  return value.startsWith('-') ? 'this option needs the names of projects, ":all:" or ":none:"' : null;
}

function fault(message: string): OptionsResult {
  return { ok: false, message };
}
