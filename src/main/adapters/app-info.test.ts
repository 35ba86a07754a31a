import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAppInfo } from './app-info';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse sample '));
});

afterEach(() => rm(folder, { recursive: true }));

const NOWHERE = { runtimeFolder: '/nowhere', applicationFolder: '/nowhere' };
const FACTS = { version: '1.2.3', platform: 'linux', electronVersion: '33.2.1' };

it('gives the address of the sample index and its allowlist', async () => {
  await writeFile(join(folder, 'suggested-allowlist.txt'), 'sandgrouse-caravan\n');
  expect(await readAppInfo({ ...FACTS, sampleIndexFolder: folder, application: NOWHERE })).toEqual({
    ...FACTS,
    portable: null,
    sampleIndexUrl: pathToFileURL(`${folder}/simple/`).href,
    sampleAllowlist: 'sandgrouse-caravan\n',
  });
});

it('works without a sample index', async () => {
  const info = await readAppInfo({
    ...FACTS,
    sampleIndexFolder: join(folder, 'away'),
    application: NOWHERE,
  });
  expect(info.sampleAllowlist).toBe('');
});
