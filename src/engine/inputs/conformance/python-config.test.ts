import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parsePythonConfig } from '../python-config-parser';

type Outcome =
  | { readonly sections: Readonly<Record<string, Readonly<Record<string, string | null>>>> }
  | { readonly line: number };

const table = readFileSync(new URL('./python-config.json', import.meta.url), 'utf8');
const { cases } = JSON.parse(table) as { readonly cases: readonly (readonly [string, Outcome])[] };

function outcomeOf(text: string): Outcome {
  const parsed = parsePythonConfig(text);
  if (!parsed.ok) return { line: parsed.line };
  const { config } = parsed;
  const insertedValue = (section: string, key: string) => {
    const value = config.get(section, key);
    return value?.ok === true ? value.text : null;
  };
  return {
    sections: Object.fromEntries(
      config.sections.map((section) => [
        section,
        Object.fromEntries(config.keys(section).map((key) => [key, insertedValue(section, key)])),
      ]),
    ),
  };
}

it('reads every file as ConfigParser does', () => {
  const differences = cases
    .map(([text, expected]) => ({ text, expected, actual: outcomeOf(text) }))
    .filter(({ expected, actual }) => JSON.stringify(expected) !== JSON.stringify(actual));
  expect(cases.length).toBeGreaterThan(500);
  expect(differences).toEqual([]);
});

it('refuses values that insert each other until they fill the memory', () => {
  const lines = [...'abcdefgh'].map(
    (key, index) => `${key} = ${`%(${'bcdefghi'.charAt(index)})s`.repeat(20)}`,
  );
  const parsed = parsePythonConfig(`[x]\n${lines.join('\n')}\ni = ${'y'.repeat(1000)}\n`);
  expect(parsed.ok && parsed.config.get('x', 'a')).toMatchObject({
    ok: false,
    message: expect.stringContaining('longer than 1,000,000') as string,
  });
});
