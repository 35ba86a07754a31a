import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel, sha256 } from '../../../../testing/wheel-builder';
import type { Problem } from '../../../contract/problem';
import { openFailureRecords } from '../../mirror/failure-records';
import { type MirrorServer, startMirrorServer } from '../mirror-server';
import { pathOfWheel, writeMirror } from '../testing/write-mirror';

const GROUSE = buildWheel({
  name: 'sand-grouse',
  version: '2.0+local',
  requiresPython: '>=3.9',
  requires: ['wing>=2'],
  headers: [
    'Summary: Carries <water>',
    'License-Expression: MIT',
    'Description-Content-Type: text/markdown',
    'Description: # How to fly',
  ],
});
const OLD = buildWheel({ name: 'sand-grouse', version: '1.0' });
const WING = buildWheel({ name: 'wing', version: '2.0' });

let directory: string;
let server: MirrorServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-<views>-'));
  await writeMirror(directory, [
    {
      name: 'sand-grouse',
      files: [
        { wheel: OLD, yanked: { reason: 'It <leaks>.' } },
        { wheel: GROUSE, requiresPython: '>=3.9' },
      ],
    },
    { name: 'wing', status: { status: 'archived', reason: 'Nobody flies.' }, files: [{ wheel: WING }] },
    ...Array.from({ length: 70 }, (_, number) => ({ name: `bird-${number}`, files: [] })),
  ]);
  await keepRecords();
  server = await startMirrorServer({ directories: [directory], port: null, onRequest: () => undefined });
});

/** What a sync leaves behind that did not get everything. */
async function keepRecords(): Promise<void> {
  const record = { state: 'incomplete', planId: 'p1', lastCompleteAtMs: Date.UTC(2026, 1, 3) };
  await writeFile(join(directory, '.sandgrouse/run.json'), JSON.stringify(record));
  const failures = await openFailureRecords(directory);
  const lost = ['sand_grouse-1.5-py3-none-any.whl', OLD.filename, 'gone-1.0.tar.gz'];
  for (const filename of lost) {
    const url = `http://index.example/packages/${filename}`;
    failures.add({
      path: `packages/aa/bb/cc/${filename}`,
      url,
      problem: { code: 'upstream-status', parameters: { url: `${url}?<b>`, status: 503 } } as Problem,
    });
  }
  await failures.close();
  const notices = [
    {
      severity: 'error',
      project: 'wing',
      problem: { code: 'project-unknown', parameters: { project: 'wing<i>', upstreamUrl: 'http://x/' } },
    },
    {
      severity: 'warning',
      project: 'wing',
      problem: { code: 'project-unknown', parameters: { project: 'fine', upstreamUrl: 'http://x/' } },
    },
  ];
  const plan = JSON.stringify({ head: { planId: 'p1', notices } });
  await writeFile(join(directory, '.sandgrouse/plan.json'), plan);
}

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const get = (path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { redirect: 'manual' });
const read = async (path: string): Promise<string> => (await get(path)).text();
const linksOf = (page: string): readonly string[] =>
  [...page.slice(page.indexOf('class="results"')).matchAll(/href="project\/([^"]+)\/"/g)].map(
    (match) => match[1] ?? '',
  );

describe("a mirror's own page", () => {
  it('lists its projects in pages, each with its newest version and what it is', async () => {
    const first = await read('/');
    expect(linksOf(first)).toHaveLength(30);
    expect(first).toContain('72 projects');
    expect(first).toContain('Page 1 of 3');
    const last = await read('/?page=3');
    expect(linksOf(last)).toHaveLength(12);
    expect(last).toMatch(
      /sand-grouse<\/a><span class="soft">2\.0\+local<\/span><p>Carries &lt;water&gt;<\/p>/,
    );
  });

  it.each([
    ['?q=wing', ['wing']],
    ['?q=Sand_GROUSE', ['sand-grouse']],
    ['?q=bird-7', ['bird-7']],
    ['?q=ird-69&page=9', ['bird-69']],
    ['?q=%3Cscript%3E', []],
  ])('finds projects for %s', async (search, expected) => {
    const page = await read(`/${search}`);
    expect(linksOf(page)).toEqual(expected);
    expect(page).not.toContain('<script');
  });

  it('says how the last sync ended, and how each tool installs from here', async () => {
    const page = await read('/');
    expect(page).toContain('could not fetch everything');
    expect(page).toContain('2026-02-03');
    expect(page).toContain('<a href="project/gone/">gone-1.0.tar.gz</a></li>');
    expect(page).toContain('<a href="project/wing/">wing</a></li>');
    for (const text of [
      'pip --isolated install',
      'uv pip install',
      'tool.poetry.source',
      'tool.pdm.source',
      'Pipfile',
    ])
      expect(page).toContain(text);
    expect(page).toContain(`${server.indexUrl}`);
    expect(page).not.toContain('trusted-host');
    expect(page).toContain(basename(directory).replace('<views>', '&lt;views&gt;'));
  });
});

describe("a project's page", () => {
  it('tells what it is, and lists files with their hashes', async () => {
    const page = await read('/project/sand-grouse/');
    expect(page).toContain('<h1>sand-grouse 2.0+local</h1>');
    for (const text of [
      'Carries &lt;water&gt;',
      'MIT',
      '&gt;=3.9',
      'wing&gt;=2',
      sha256(GROUSE.content),
      '2026-03-01',
    ])
      expect(page).toContain(text);
    expect(page).toContain('<h3>How to fly</h3>');
    expect(page).toContain(`href="/${pathOfWheel(GROUSE).replace('+', '%2B')}"`);
    expect(page).toContain('href="/project/sand-grouse/1.0/"');
  });

  it('of a version says that it was yanked, and why', async () => {
    const page = await read('/project/sand-grouse/1.0/');
    expect(page).toContain('This release was yanked. It &lt;leaks&gt;.');
    expect(page).toContain(sha256(OLD.content));
  });

  it("tells the project's status, and what a project without files is", async () => {
    expect(await read('/project/wing/')).toContain('archived. Nobody flies.');
    expect(await read('/project/bird-1/')).toContain('This mirror has no files of it.');
  });

  it('tells what of it did not come, and why, but not what is here', async () => {
    const page = await read('/project/sand-grouse/');
    expect(page).toContain('Not everything of this project is here.');
    expect(page).toMatch(
      /<li><strong>sand_grouse-1\.5-py3-none-any\.whl<\/strong><small>&quot;index\.example&quot; [^<]*503/,
    );
    expect(page).not.toMatch(new RegExp(`<strong>${OLD.filename}`));
    expect(page).not.toContain('<b>');
    expect(await read('/project/wing/')).toMatch(/<li><strong>wing<\/strong><small>[^<]*wing&lt;i&gt;/);
    expect(await read('/project/wing/')).not.toContain('fine');
    expect(await read('/project/bird-1/')).not.toContain('Not everything');
    expect(await read('/project/gone/')).toMatch(/^The project "gone" is not in this mirror\.\n.*503/);
  });

  it('tells it anew after another sync', async () => {
    const failures = await openFailureRecords(directory);
    await failures.close();
    expect(await read('/project/sand-grouse/')).not.toContain('Not everything');
    expect(await read('/')).not.toContain('gone-1.0.tar.gz');
    await keepRecords();
    expect(await read('/project/sand-grouse/')).toContain('Not everything');
  });

  it.each([
    ['/project/nobody/', 404],
    ['/project/wing/9/', 404],
    ['/project/wing', 301],
    ['/project/Wing/2.0', 301],
    ['/project/wing/x/y/', 404],
    ['/project/wing/oops/', 404],
  ])('for %s is answered with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});

describe('every page for people', () => {
  it.each(['/', '/project/sand-grouse/'])('loads nothing and runs nothing: %s', async (path) => {
    const response = await get(path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const page = await response.text();
    expect(page).not.toMatch(/<script|<img|<link|<iframe| src=| on[a-z]+=| style=/);
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
    expect(policy).toContain(Buffer.from(sha256(Buffer.from(style)), 'hex').toString('base64'));
  });
});
