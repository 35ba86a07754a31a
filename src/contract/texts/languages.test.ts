import { describe, expect, it } from 'vitest';
import { PROBLEM_FACTS } from '../problem';
import { CHINESE } from './chinese';
import { ENGLISH } from './english';

type Describe = (parameters: unknown) => unknown;

/** Parameters that are no plain names. Numbers are such as no text has of itself. */
const SPECIAL: Readonly<Record<string, unknown>> = {
  lines: [{ line: 61, text: '«text»', message: '«message»' }],
  names: ['«first»', '«second»'],
  known: ['«known»'],
  requirements: ['«requirement»'],
  platforms: ['«platform»'],
  needed: ['«needed»'],
  chosen: ['«chosen»'],
  nearby: { code: 'bug', parameters: { message: '«nearby»' } },
  upstream: { code: 'bug', parameters: { message: '«upstream»' } },
  uses: [
    {
      purpose: 'install',
      chain: [
        { project: '', version: null, requirement: '«root»' },
        { project: '«middle»', version: '6.2', requirement: '«asked»' },
      ],
      targets: ['«one»', '«two»'],
    },
    { purpose: 'lock', chain: [], targets: [] },
  ],
  chain: '«a» → «b»',
  uploadTime: '2026-01-31T10:00:00Z',
  createdAt: '2026-01-31T10:00:00Z',
  presentCreatedAt: '2026-03-31T11:00:00Z',
  wereGiven: false,
  wantsPassword: true,
  status: 503,
  entries: 'files',
  remedy: 'clock',
};
const NUMBER =
  /(?:Bytes|Ms|Files|Versions|^days|^files|^most|^limit|^steps|^port|^line|^version|^versions|^supportedVersion|^available|^findings|^processId)$/;

/** Whatever a text asks for: something that it can be recognised by. */
const sample = new Proxy(
  {},
  {
    get: (_target, key) => {
      const name = String(key);
      if (name in SPECIAL) return SPECIAL[name];
      return NUMBER.test(name) ? 60 + name.length : `«${name}»`;
    },
  },
);

/** The names and numbers in a text, each once. */
const namedIn = (text: string): readonly string[] =>
  [...new Set(text.match(/«[^»]*»|\d+(?:[.,-]\d+)*/g) ?? [])].sort();

const texts = [
  ...Object.keys(PROBLEM_FACTS).map((code) => ['problems', code] as const),
  ...Object.keys(ENGLISH.reasons).map((kind) => ['reasons', kind] as const),
];

describe('the words for problems and reasons in Chinese', () => {
  it('are the same entries', () => {
    expect(Object.keys(CHINESE.problems).sort()).toEqual(Object.keys(ENGLISH.problems).sort());
    expect(Object.keys(CHINESE.reasons).sort()).toEqual(Object.keys(ENGLISH.reasons).sort());
  });

  it.each(texts)('name what they name in English: %s, %s', (kind, code) => {
    const [english, chinese] = [ENGLISH, CHINESE].map((language) => {
      const table = language[kind] as Readonly<Record<string, Describe>>;
      return JSON.stringify(table[code]?.(sample));
    });
    expect(namedIn(chinese ?? '')).toEqual(namedIn(english ?? ''));
    expect(chinese).toMatch(/\p{Script=Han}/u);
  });

  it.each(texts)('are whole Chinese sentences, with spaces around Latin words: %s, %s', (kind, code) => {
    const table = CHINESE[kind] as Readonly<Record<string, Describe>>;
    const told = table[code]?.(sample);
    const sentences = kind === 'problems' ? Object.values(told as Readonly<Record<string, string>>) : [];
    // What comes from elsewhere stays as it is.
    for (const sentence of sentences.filter((text) => /\p{Script=Han}/u.test(text))) {
      expect(sentence).toMatch(/(?:。|»|»»)$/u);
    }
    expect(JSON.stringify(told)).not.toMatch(
      /\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}|\p{Script=Han}[,;:?!]/u,
    );
  });
});
