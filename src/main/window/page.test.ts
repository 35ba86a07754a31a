import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPageRequest, isPageAt, PAGE_URL } from './page';

let parent: string;
let folder: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sandgrouse-page-'));
  folder = join(parent, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<p>Here</p>');
  await writeFile(join(folder, 'assets', 'a b.js'), '1');
  await writeFile(join(parent, 'secret.js'), 'secret');
  await mkdir(join(parent, 'renderer-other'));
  await writeFile(join(parent, 'renderer-other', 'x.js'), 'secret');
});

afterAll(() => rm(parent, { recursive: true }));

it('gives the page with its policy', async () => {
  const response = await answerPageRequest(folder, PAGE_URL);
  expect(await response.text()).toBe('<p>Here</p>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('gives a script by its escaped name', async () => {
  const response = await answerPageRequest(folder, 'sandgrouse://app/assets/a%20b.js');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

it.each([
  'sandgrouse://app/missing.js',
  'sandgrouse://app/../secret.js',
  'sandgrouse://app/%2e%2e/secret.js',
  'sandgrouse://app/..%2Fsecret.js',
  'sandgrouse://app/..%2Frenderer-other%2Fx.js',
  'sandgrouse://app/%00.js',
  'sandgrouse://app/%E0%A4%A.js',
  'sandgrouse://app/',
  'sandgrouse://elsewhere/index.html',
  'nonsense',
])('%s does not exist', async (url) => {
  expect((await answerPageRequest(folder, url)).status).toBe(404);
});

describe('our page', () => {
  it('is ours with any fragment or query', () => {
    expect(isPageAt(PAGE_URL, `${PAGE_URL}?a#b`)).toBe(true);
  });

  it.each([
    'file:///index.html',
    'sandgrouse://other/index.html',
    'http://app/index.html',
    '',
    'about:blank',
  ])('%s is not', (url) => {
    expect(isPageAt(PAGE_URL, url)).toBe(false);
  });
});
