import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseSdistFilename, parseWheelFilename } from '../filename';
import { expandTags, formatTag } from '../tag';

interface Table {
  readonly wheels: readonly (readonly unknown[])[];
  readonly sdists: readonly (readonly unknown[])[];
}

const table = JSON.parse(readFileSync(new URL('./filenames.json', import.meta.url), 'utf8')) as Table;

function differencesIn(
  cases: readonly (readonly unknown[])[],
  read: (filename: string) => readonly unknown[],
): readonly unknown[] {
  return cases.flatMap((expected) => {
    const actual = read(String(expected[0]));
    return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ expected, actual }];
  });
}

it('takes every wheel filename apart as packaging does', () => {
  const differences = differencesIn(table.wheels, (filename) => {
    const wheel = parseWheelFilename(filename);
    if (wheel.kind === 'invalid') return [filename, null];
    const build = wheel.build === null ? '' : `${wheel.build.number}${wheel.build.suffix}`;
    return [
      filename,
      wheel.name,
      wheel.version.canonical,
      build,
      expandTags(wheel.tags).map(formatTag).sort(),
    ];
  });
  expect(differences).toEqual([]);
});

it('takes every sdist filename apart as packaging does', () => {
  const differences = differencesIn(table.sdists, (filename) => {
    const sdist = parseSdistFilename(filename);
    return sdist.kind === 'invalid' ? [filename, null] : [filename, sdist.name, sdist.version.canonical];
  });
  expect(differences).toEqual([]);
});
