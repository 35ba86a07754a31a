import { expect, it } from 'vitest';
import { formatRequirement } from './requirement';
import { parseRequirementsFile, type RequirementsItem } from './requirements-file';

const read = (text: string) => parseRequirementsFile(text, (name) => (name === 'TOKEN' ? 'secret' : null));

/** An item in a few words. */
function brief(item: RequirementsItem): string {
  switch (item.kind) {
    case 'requirement': {
      const { source } = item;
      return source.kind === 'index'
        ? `index ${formatRequirement(source.requirement)}`
        : `${source.form} ${source.address} of ${source.name ?? '?'}`;
    }
    case 'file':
      return `${item.role} ${item.address}`;
    case 'editable':
      return `editable ${item.address}`;
    case 'option':
      return `option ${item.name} ${item.value ?? '-'}`;
    case 'ignored':
      return `ignored ${item.text}`;
    case 'fault':
      return `fault ${item.message}`;
  }
}

it('reads a file as people have it', () => {
  const text = [
    '# what we need',
    `-i https://\${TOKEN}@example.org/simple`,
    '--extra-index-url=https://example.com/simple --pre',
    '-r base.txt',
    '-c ../constraints.txt',
    '-e ./tool[extra]',
    'Django[Argon2] >=4.2,<5 ; python_version >= "3.8"  # the framework',
    'six==1.16.0 \\',
    '    --hash=sha256:aa \\',
    '    --hash=sha512:bb --config-settings="a=b c"',
  ];
  const items = read(text.join('\n'));
  expect(items.map((item) => [item.line, brief(item)])).toEqual([
    [2, 'option --index-url https://secret@example.org/simple'],
    [3, 'option --extra-index-url https://example.com/simple'],
    [3, 'option --pre -'],
    [4, 'requirements base.txt'],
    [5, 'constraints ../constraints.txt'],
    [6, 'editable ./tool[extra]'],
    [7, 'index django[argon2]<5,>=4.2; python_version >= "3.8"'],
    [8, 'index six==1.16.0'],
  ]);
  expect(items.at(-1)).toMatchObject({
    text: 'six==1.16.0',
    hashes: [
      { algorithm: 'sha256', digest: 'aa' },
      { algorithm: 'sha512', digest: 'bb' },
    ],
    options: [{ name: '--config-settings', value: 'a=b c' }],
  });
});

it.each([
  ['./foo-1.0-py3-none-any.whl', 'path ./foo-1.0-py3-none-any.whl of foo'],
  ['foo-1.0.tar.gz', 'path foo-1.0.tar.gz of ?'],
  ['..\\packages\\foo', 'path ..\\packages\\foo of ?'],
  ['.[dev]', 'path .[dev] of ?'],
  [
    'https://example.org/foo-1.0-py3-none-any.whl#sha256=ab',
    'url https://example.org/foo-1.0-py3-none-any.whl#sha256=ab of foo',
  ],
  [
    'git+ssh://git@example.org/foo.git@v1#egg=Foo_Bar[x]',
    'vcs git+ssh://git@example.org/foo.git@v1#egg=Foo_Bar[x] of foo-bar',
  ],
  ['Foo @ git+https://example.org/foo.git', 'vcs git+https://example.org/foo.git of foo'],
  ['foo[x] @ file:///tmp/foo.zip ; os_name == "nt"', 'url file:///tmp/foo.zip of foo'],
])('knows that %j needs no index', (text, expected) => {
  expect(read(text).map(brief)).toEqual([expected]);
});

it('tells what pip passes over', () => {
  const items = read('foo --pre\n-r a.txt b.txt -r c.txt\n--hash=sha256:aa\n-e . -c d.txt\n');
  expect(items.map(brief)).toEqual([
    'index foo',
    'ignored --pre',
    'requirements a.txt',
    'ignored --requirement=c.txt',
    'ignored b.txt',
    'ignored --hash=sha256:aa',
    'editable .',
    'ignored --constraint=d.txt',
  ]);
});

it.each([
  ['foo --hash=md5:aa', 'write a hash as "--hash=sha256:…"; sha256, sha384 and sha512 are allowed'],
  ['--bogus', '"--bogus" is no option that a requirements file may have'],
  ['--no', '"--no" could be any of --no-binary, --no-index, --no-require-hashes; write it in full'],
  ['--pre=1', 'the option "--pre" takes no value'],
  ['-r', 'the option "--requirement" needs a value'],
  ['-i "https://x', 'the quotation mark " is not closed'],
  ['foo --config-settings x', 'write a setting as "--config-settings=KEY=VALUE"'],
  ['--no-binary --pre', 'this option needs the names of projects, ":all:" or ":none:"'],
])('says what is wrong with %j', (text, message) => {
  expect(read(text).map(brief)).toEqual([`fault ${message}`]);
});

it('says where a fault is, on the line that it was written on', () => {
  expect(read('ok\nfoo \\\n  >=1.x\nbar; os_nme == "a"\n')).toMatchObject([
    { kind: 'requirement' },
    {
      kind: 'fault',
      line: 2,
      message: '"1.x" is not a version',
      start: { line: 3, column: 3 },
      end: { line: 3, column: 8 },
    },
    { kind: 'fault', line: 4, start: { line: 4, column: 6 }, end: { line: 4, column: 12 } },
  ]);
});

it('reads a file of a hundred thousand hostile lines in one pass', () => {
  const references = `${`\${TOKEN}`.repeat(1000)} \\\n`.repeat(100);
  const text = `${references}${'a \\\n'.repeat(100_000)}${' '.repeat(100_000)}#`;
  expect(read(text)).toHaveLength(1);
});

it.each(['[', '\\', '@', "'", '.tar', ';', '\\x'])(
  'reads a line of a hundred thousand %j in one pass',
  (piece) => {
    expect(read(`a${piece.repeat(100_000)} b --pre ${piece.repeat(100_000)}`)).not.toHaveLength(0);
  },
);
