import { expect, it } from 'vitest';
import { type CoreMetadata, isSettledInSdist, parseCoreMetadata } from './core-metadata';

const HEAD = 'Metadata-Version: 2.4\nName: Foo.Bar\nVersion: 1.0-1\n';

function read(text: string): CoreMetadata {
  const result = parseCoreMetadata(text);
  if (!result.ok) throw new Error(result.message);
  return result.metadata;
}

it('reads the fields, whatever the case of their names, and the body', () => {
  const metadata = read(
    `${HEAD}summary: A thing\nRequires-Python: >=3.9\nRequires-Dist: a>=1; extra == "x"\nRequires-Dist: b\n` +
      'Provides-Extra: X_y\nDynamic: Requires-Dist\nLicense-Expression: MIT\nClassifier: Topic :: Utilities\n\n# Foo\n\nText: here\n',
  );
  expect(metadata).toMatchObject({
    metadataVersion: '2.4',
    name: 'foo-bar',
    version: { canonical: '1.0.post1' },
    summary: 'A thing',
    requiresPython: '>=3.9',
    requiresDist: ['a>=1; extra == "x"', 'b'],
    providesExtra: ['x-y'],
    dynamic: ['requires-dist'],
    licenseExpression: 'MIT',
    license: null,
    classifiers: ['Topic :: Utilities'],
    description: '# Foo\n\nText: here\n',
  });
});

it('joins folded lines, and keeps the lines of a licence without their indentation', () => {
  const metadata = read(
    `${HEAD}Requires-Dist: a\n  >=1\nLicense: First\n        Second\n        \n       |Third\n`,
  );
  expect(metadata.requiresDist).toEqual(['a >=1']);
  expect(metadata.license).toBe('First\nSecond\n\nThird');
});

it('reads line ends of every system, a byte order mark, and a description among the fields', () => {
  const metadata = read(`\ufeff${HEAD}Description: One\n        Two\n`.replaceAll('\n', '\r\n'));
  expect(metadata.description).toBe('One\nTwo');
});

it('keeps every field as it was written, also those that have no place of their own', () => {
  const { fields } = read(
    `${HEAD}Import-Name: foo\nImport-Name: foo.bar ; private\nKeywords: a,b\nX-Folded: one\n  two\n__proto__: x\n`,
  );
  expect([...fields]).toEqual([
    ['metadata-version', ['2.4']],
    ['name', ['Foo.Bar']],
    ['version', ['1.0-1']],
    ['import-name', ['foo', 'foo.bar ; private']],
    ['keywords', ['a,b']],
    ['x-folded', ['one\n  two']],
    ['__proto__', ['x']],
  ]);
});

it('takes "UNKNOWN" for nothing', () => {
  expect(read(`${HEAD}License: UNKNOWN\nSummary: UNKNOWN\n`)).toMatchObject({ license: null, summary: null });
});

it.each([
  ['', '"" is no version of core metadata'],
  ['Name: a\nMetadata-Version: x\n', '"x" is no version of core metadata'],
  ['Metadata-Version: 3.0\nName: a\nVersion: 1\n', 'core metadata 3.0 is not known here'],
  ['Metadata-Version: 2.1\nName: ../a\nVersion: 1\n', '"../a" is no name of a project'],
  ['Metadata-Version: 2.1\nName: a\nVersion: one\n', '"one" is not a version'],
  ['Metadata-Version: 2.1\nName: a\nName: b\nVersion: 1\n', 'the field "Name" is there more than once'],
  ['Metadata-Version: 2.1\n\nName: a\nVersion: 1\n', '"" is no name of a project'],
])('says what is wrong with %j', (text, message) => {
  expect(parseCoreMetadata(text)).toEqual({ ok: false, message });
});

it('trusts an sdist from 2.2 on, but not in a field that is dynamic', () => {
  const settled = (version: string, dynamic: string) =>
    isSettledInSdist(read(`Metadata-Version: ${version}\nName: a\nVersion: 1\n${dynamic}`), 'Requires-Dist');
  expect(settled('2.1', '')).toBe(false);
  expect(settled('2.2', '')).toBe(true);
  expect(settled('2.6', 'Dynamic: Version\n')).toBe(true);
  expect(settled('2.2', 'Dynamic: requires-dist\n')).toBe(false);
});

it('reads a head of a million lines in one pass', () => {
  expect(read(HEAD + 'Classifier: x\n'.repeat(1_000_000)).classifiers).toHaveLength(1_000_000);
});

it('reads a field that is folded a million times in one pass', () => {
  expect(read(`${HEAD}License: x\n${' y\n'.repeat(1_000_000)}`).license).toHaveLength(2_000_001);
});
