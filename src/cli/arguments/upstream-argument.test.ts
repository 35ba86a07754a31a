import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readUpstreamArgument } from './upstream-argument';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse upstream '));
  await mkdir(join(folder, 'simple'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('takes an address as it is', async () => {
  const url = 'https://index.example/simple/';
  expect(await readUpstreamArgument(url, { sampleIndexFolder: folder })).toBe(url);
});

it('makes an address of a folder, blanks and all', async () => {
  const url = await readUpstreamArgument(join(folder, 'simple'), { sampleIndexFolder: 'none' });
  expect(url).toBe(pathToFileURL(`${folder}/simple/`).href);
  expect(url).toContain('%20');
});

it.each(['web/simple', 'simple'])('finds the Simple API in a mirror, in %s', async (inner) => {
  await mkdir(join(folder, ...inner.split('/'), 'six'), { recursive: true });
  const url = await readUpstreamArgument(folder, { sampleIndexFolder: 'none' });
  expect(url).toBe(pathToFileURL(`${folder}/${inner}/`).href);
});

it('takes a folder with a project called "simple" as it is', async () => {
  const url = await readUpstreamArgument(folder, { sampleIndexFolder: 'none' });
  expect(url).toBe(pathToFileURL(`${folder}/`).href);
});

it('finds the sample index by its word', async () => {
  const url = await readUpstreamArgument('sample', { sampleIndexFolder: folder });
  expect(url).toBe(pathToFileURL(`${folder}/simple/`).href);
});

it('refuses what is neither', async () => {
  const attempt = readUpstreamArgument('index.example/simple', { sampleIndexFolder: folder });
  await expect(attempt).rejects.toThrow('upstream-url-invalid');
});
