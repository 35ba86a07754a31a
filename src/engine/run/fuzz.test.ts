import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { parseCoreMetadata } from '../../python-packaging/core-metadata';
import {
  parseDistributionFilename,
  parseSdistFilename,
  parseWheelFilename,
} from '../../python-packaging/filename';
import { isNormalizedName, normalizeName } from '../../python-packaging/name';
import { formatRequirement, parseRequirement } from '../../python-packaging/requirement';
import { parseRequirementsFile } from '../../python-packaging/requirements-file';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { LOCK_READERS } from '../inputs/read-lock';
import { PIPFILE_LOCK, POETRY_1_LOCK, POETRY_2_LOCK, UV_LOCK } from '../inputs/testing/sample-locks';
import { findPathFault, resolveInside } from '../mirror/mirror-paths';
import { pathOfRelativeFileUrl, relativeFileUrl } from '../mirror/page-urls';
import { packagePath } from '../plan/package-path';
import { recognise } from '../selection/candidate';
import { readRootBody } from '../upstream/root-page';
import { parsePageBody } from '../upstream/simple-page-body';
import { hostileTexts } from './testing/hostile-text';

/**
 * Nothing that an index or a file says may crash a parser, keep it busy for long, or lead out of the mirror. `npm run fuzz`
 * gives each parser thousands of texts, other ones each time; here it is some hundreds, the same ones each time.
 */

const INPUTS = Number(process.env.SANDGROUSE_FUZZ_INPUTS ?? 3000);
const SEED = Number(process.env.SANDGROUSE_FUZZ_SEED ?? 1);
const PARSERS = 10;
const MOST_MS = 60_000 + INPUTS * 20;
/** For a text of some hundred kilobytes at the most, on a busy computer; a text that takes longer is made to. */
const LONGEST_MS = 2000;

const WEB = join(sep, 'mirror', 'web');
const SAND = normalizeName('sand');
const PAGE_URL = 'https://index.example/simple/sand/';
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const SHA = 'ab'.repeat(32);
const FOLDER = `packages/aa/bb/${'c'.repeat(60)}`;

const JSON_PAGE = JSON.stringify({
  meta: { 'api-version': '1.4', '_last-serial': 7 },
  name: 'sand',
  'project-status': { status: 'archived', reason: 'old' },
  versions: ['1.0', '1.1'],
  files: ['sand-1.0-py3-none-any.whl', 'sand-1.1.tar.gz', 'Sand-1.0.zip'].map((filename) => ({
    filename,
    url: `https://files.example/${FOLDER}/${filename}`,
    hashes: { sha256: SHA },
    'requires-python': '>=3.8',
    size: 1234,
    'upload-time': '2026-01-02T03:04:05.000000Z',
    yanked: false,
    'core-metadata': { sha256: SHA },
  })),
});
const HTML_PAGE = `<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.1"><base href="../../"></head><body>
<a href="${FOLDER}/sand-1.0-py3-none-any.whl#sha256=${SHA}" data-requires-python="&gt;=3.8" data-core-metadata="sha256=${SHA}">sand</a><br/>
<a href="/${FOLDER}/sand-1.1.tar.gz#sha256=${SHA}" data-yanked="bad">sand</a></body></html>`;
const ROOT_JSON = JSON.stringify({
  meta: { 'api-version': '1.1' },
  projects: [
    { name: 'Sand', '_last-serial': 7 },
    { name: 'stone_dune', '_last-serial': 8 },
  ],
});
const ROOT_HTML =
  '<html><body><a href="/simple/sand/">sand</a>\n<a href="stone-dune/">stone</a></body></html>';
const METADATA = `Metadata-Version: 2.3\nName: sand\nVersion: 1.0\nRequires-Python: >=3.8\nRequires-Dist: dune[all] >=1,<2; python_version < "3.9"\nProvides-Extra: all\nLicense-Expression: MIT\nDynamic: Version\n        folded\n\nWords.\n`;
const REQUIREMENTS = [
  'dune[all,x] >=1.0,!=1.5.*,<2; python_version >= "3.8" and (os_name == "nt" or extra == "x")',
  'sand @ https://files.example/sand-1.0-py3-none-any.whl#sha256=00 ; sys_platform != "win32"',
  'stone===1.0+local.1',
];
const REQUIREMENTS_FILE = `${REQUIREMENTS.join('\n')}\n-r other.txt\n-e ./here\n--index-url https://x/\nsand==1.0 \\\n  --hash=sha256:${SHA}\n# words\n`;
const PYLOCK = `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "sand"\nversion = "1.0"\nmarker = "os_name == 'nt'"\nindex = "https://index.example/simple"\n[[packages.wheels]]\nname = "sand-1.0-py3-none-any.whl"\nurl = "https://files.example/sand-1.0-py3-none-any.whl"\nsize = 12\nhashes = { sha256 = "${SHA}" }\n`;
const LOCKS = {
  pylock: [PYLOCK],
  'uv-lock': [UV_LOCK],
  'poetry-lock': [POETRY_1_LOCK, POETRY_2_LOCK],
  'pipfile-lock': [PIPFILE_LOCK],
} as const satisfies Record<keyof typeof LOCK_READERS, readonly string[]>;
const LOCK_KINDS = ['pylock', 'uv-lock', 'poetry-lock', 'pipfile-lock'] as const;
const FILENAMES = [
  'sand-1.0-py3-none-any.whl',
  'sand-1!2.0rc1+local.1-1abc-cp312.cp311-abi3-manylinux_2_17_x86_64.win_amd64.whl',
  'sand-1.0.tar.gz',
  'Sand-dune-1.0.post1.zip',
  'sand-1.0.linux-x86_64.tar.gz',
];

const URLS = FILENAMES.map((filename) => `https://files.example/${FOLDER}/${filename}`);

const pageWith = (fields: object): string => {
  const file = { filename: FILENAMES[0], url: URLS[0], hashes: {}, ...fields };
  return JSON.stringify({ meta: { 'api-version': '1.1' }, name: 'sand', files: [file] });
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a file would become part of: it must stay below the mirror, and its address on our page must lead there. */
function expectInside(file: SimpleFile): void {
  if (recognise(file, SAND).kind !== 'candidate') return;
  for (const indexUrl of [null, 'https://other.example/simple/']) {
    const path = packagePath(file, { project: SAND, indexUrl, digest });
    for (const place of [path, `${path}.metadata`]) {
      expect(findPathFault(place)).toBeNull();
      expect(resolveInside(WEB, place).startsWith(join(WEB, 'packages') + sep)).toBe(true);
    }
    expect(pathOfRelativeFileUrl(relativeFileUrl(path))).toBe(path);
  }
}

/** A problem is an answer; anything else that is thrown is a mistake. */
async function orProblem(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
}

/** Gives a parser its share of texts, and looks at the clock. */
async function fuzz(
  samples: readonly string[],
  take: (text: string) => unknown,
  shares = PARSERS,
): Promise<void> {
  const timed = async (text: string): Promise<void> => {
    const startedMs = performance.now();
    await take(text);
    expect(performance.now() - startedMs).toBeLessThan(LONGEST_MS);
  };
  await fc.assert(fc.asyncProperty(hostileTexts(samples), timed), {
    numRuns: Math.ceil(INPUTS / shares),
    seed: SEED,
  });
}

function expectPage(body: string, contentType: string): void {
  const { files } = parsePageBody(SAND, { url: PAGE_URL, contentType, body });
  for (const file of files) {
    expect(file.url).toMatch(/^https?:\/\/(?!127\.|\[::1\]|localhost)/);
    expect(new URL(file.url).password).toBe('');
    expectInside(file);
  }
}

async function* inParts(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const length = 1 + (bytes.length % 97);
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

async function expectNames(text: string, contentType: string): Promise<void> {
  const take = (name: string): void => {
    expect(isNormalizedName(name)).toBe(true);
    expect(join(WEB, 'simple', name).startsWith(join(WEB, 'simple') + sep)).toBe(true);
  };
  await readRootBody({ url: 'https://index.example/simple/', contentType, chunks: inParts(text) }, take);
}

describe('no text can crash, delay or lead astray', () => {
  it(
    'the reader of project pages in JSON',
    () => fuzz([JSON_PAGE], (text) => orProblem(() => expectPage(text, JSON_TYPE))),
    MOST_MS,
  );

  it(
    'the reader of project pages in HTML',
    () => fuzz([HTML_PAGE], (text) => orProblem(() => expectPage(text, 'text/html'))),
    MOST_MS,
  );

  it(
    'who places the files of a page that is well formed otherwise',
    async () => {
      await fuzz(
        FILENAMES,
        (text) => orProblem(() => expectPage(pageWith({ filename: text }), JSON_TYPE)),
        20,
      );
      await fuzz(URLS, (text) => orProblem(() => expectPage(pageWith({ url: text }), JSON_TYPE)), 20);
      const quoted = (text: string): string => text.replaceAll('"', '&quot;');
      const link = (text: string): string => `<a href="${quoted(text)}">x</a>`;
      await fuzz(URLS, (text) => orProblem(() => expectPage(link(text), 'text/html')), 20);
    },
    MOST_MS,
  );

  it(
    'the reader of the list of all projects, in JSON',
    () => fuzz([ROOT_JSON], (text) => orProblem(() => expectNames(text, JSON_TYPE))),
    MOST_MS,
  );

  it(
    'the reader of the list of all projects, in HTML',
    () => fuzz([ROOT_HTML], (text) => orProblem(() => expectNames(text, 'text/html'))),
    MOST_MS,
  );

  it('the reader of METADATA', () => fuzz([METADATA], parseCoreMetadata), MOST_MS);

  it(
    'the reader of requirements',
    () =>
      fuzz(REQUIREMENTS, (text) => {
        const result = parseRequirement(text);
        if (result.ok) expect(parseRequirement(formatRequirement(result.requirement)).ok).toBe(true);
      }),
    MOST_MS,
  );

  it(
    'the reader of requirements files',
    () => fuzz([REQUIREMENTS_FILE], (text) => parseRequirementsFile(text, () => undefined)),
    MOST_MS,
  );

  it(
    'the readers of lock files',
    async () => {
      for (const kind of LOCK_KINDS) {
        const read = (text: string): unknown => LOCK_READERS[kind](`file of ${kind}`, text);
        await fuzz(LOCKS[kind], (text) => orProblem(() => read(text)), PARSERS * LOCK_KINDS.length);
      }
    },
    MOST_MS,
  );

  it(
    'the readers of filenames',
    () =>
      fuzz(FILENAMES, (filename) => {
        parseWheelFilename(filename);
        parseSdistFilename(filename);
        parseDistributionFilename(filename, SAND);
        for (const url of [`https://files.example/${FOLDER}/${filename}`, 'https://files.example/x']) {
          const facts = { requiresPython: null, yanked: false, sizeBytes: null, uploadTime: null } as const;
          expectInside({ filename, url, hashes: {}, coreMetadata: false, ...facts });
        }
      }),
    MOST_MS,
  );
});
