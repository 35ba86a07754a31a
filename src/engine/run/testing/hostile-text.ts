import fc from 'fast-check';

/** One change of a text: at a part of its length something goes, and something else comes as often as it says. */
interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
  readonly times: number;
}

/** What has another meaning somewhere: for paths, terminals, numbers, JSON, TOML, HTML, headers and requirements. */
const TOKENS: readonly string[] = [
  ...['../', '..\\', '/etc/passwd', 'C:', '\\\\host\\share', 'con', 'NUL.', '%2e%2e%2f', '%00', '%', '%ff'],
  ...[
    '\0',
    '\u001b[2J',
    '\u202e',
    '\ud800',
    '\u0085',
    '\ufeff',
    '\u00e4',
    'a\u0308',
    '\uff53',
    '\r',
    '\n',
    '\t',
  ],
  ...[
    '<script>',
    '<a href="',
    '<base href="file:///">',
    '<!--',
    '-->',
    '&#x2f;',
    '&#0;',
    '&amp',
    "'",
    '>',
    '</',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\u0000',
    '\\',
    'null',
    'true',
    '-1',
    '1e999',
    '9007199254740993',
    '0.1',
  ],
  ...['"__proto__":{', '"constructor":', '"files":', '"url":"', '"filename":"', 'toString'],
  ...['[[package]]', '"""', "'''", ' = ', 'a.b.c', '#', '1979-05-27T07:32:00Z', '0x1f', 'inf'],
  ...[
    ';',
    ' and ',
    ' or ',
    '(',
    ')',
    '==',
    '~=',
    '!=',
    '===',
    '>=',
    '.*',
    '@ file:///',
    'python_version',
    'extra',
  ],
  ...[
    '-',
    '_',
    '.',
    '!',
    '+',
    '1!',
    '.post1',
    '.dev0',
    'rc1',
    '-py3-none-any.whl',
    '.tar.gz',
    '.zip',
    '.metadata',
  ],
  ...['Requires-Dist: ', 'Name: ', 'Version: ', '-r ', '-e ', '--hash=sha256:', '$', '{HOME}', ' \\\n', '  '],
  ...[
    'file:///etc/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'javascript:',
    'https://user:pw@index.example/',
    '//x/',
    '?',
    '#',
  ],
];

const edit = (samples: readonly string[]): fc.Arbitrary<Edit> =>
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.nat({ max: 8 }) },
      { weight: 1, arbitrary: fc.nat({ max: 400 }) },
    ),
    inserted: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...TOKENS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 80 }))
          .map(([sample, start, length]) => sample.slice(start % sample.length).slice(0, length)),
      },
    ),
    times: fc.oneof(
      { weight: 20, arbitrary: fc.constant(1) },
      { weight: 2, arbitrary: fc.nat({ max: 20 }) },
      { weight: 1, arbitrary: fc.nat({ max: 5000 }) },
    ),
  });

function apply(text: string, { at, removed, inserted, times }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted.repeat(times) + text.slice(start + removed);
}

/** Texts that begin as one of the samples and end as anything; now and then made of marks alone. */
export function hostileTexts(samples: readonly string[]): fc.Arbitrary<string> {
  const changed = fc
    .tuple(fc.constantFrom(...samples), fc.array(edit(samples), { maxLength: 6 }))
    .map(([sample, edits]) => edits.reduce(apply, sample));
  const marks = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => tokens.join(''));
  return fc.oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: marks });
}
