import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { type PlainServer, startPlainServer } from '../../../testing/plain-server';
import { problemFrom } from '../../../testing/upstream-fixture';
import { readProfile, saveProfile } from '../profile/profile-file';
import { systemEnvironment } from './environment';
import { openProjectNames, type ProjectNames } from './project-names';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIST = '.sandgrouse/projects.txt';
const { signal } = new AbortController();
let nowMs: number;
let requests: number;
let answer: RequestListener;
let server: PlainServer;
let mirror: MirrorFixture;
let names: ProjectNames;

function listing(projects: readonly string[]): RequestListener {
  return (_request, response) => {
    const body = { meta: {}, projects: projects.map((name) => ({ name })) };
    response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
    response.end(JSON.stringify(body));
  };
}

function open(): ProjectNames {
  const environment = systemEnvironment({ version: 'test', interface: 'command line' });
  const clock = { ...environment.clock, now: () => nowMs };
  return openProjectNames({ environment: { ...environment, clock }, signal });
}

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  requests = 0;
  answer = listing(['Sand_Grouse', 'sand', 'sandbox', 'ant', 'zebra']);
  server = await startPlainServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  mirror = await createMirrorFixture(`${server.url}simple/`, '');
  names = open();
});
afterEach(async () => {
  await server.close();
  await mirror.remove();
});

const kept = (): Promise<string> => readFile(join(mirror.directory, LIST), 'utf8');
const complete = (text: string): Promise<readonly string[]> => names.complete(mirror.directory, text);

describe('the names of projects upstream', () => {
  it('are those that begin with the text, in whatever way it is written', async () => {
    expect(await complete('sand')).toEqual(['sand', 'sand-grouse', 'sandbox']);
    expect(await complete('SAND._')).toEqual(['sand-grouse']);
    expect(await complete('z')).toEqual(['zebra']);
    expect(await complete('')).toEqual(['ant', 'sand', 'sand-grouse', 'sandbox', 'zebra']);
    for (const text of ['and', 'sandy', 'zebras', 'sand\n', 'sand ', 'é'])
      expect(await complete(text)).toEqual([]);
  });

  it('are at most fifty', async () => {
    answer = listing(Array.from({ length: 80 }, (_, index) => `sand-${index + 100}`));
    const found = await complete('sand');
    expect(found).toHaveLength(50);
    expect(found.at(-1)).toBe('sand-149');
  });

  it('are asked for once, however fast somebody types', async () => {
    await Promise.all(['s', 'sa', 'san', 'sand'].map(complete));
    expect(requests).toBe(1);
  });

  it('are asked for once a day, also by the next window', async () => {
    await complete('sand');
    nowMs += DAY_MS - 1;
    names = open();
    await complete('sand');
    expect(requests).toBe(1);
  });

  it('come from the older list until the newer one is here', async () => {
    await complete('sand');
    nowMs += DAY_MS;
    answer = listing(['sand', 'sand-dune']);
    expect(await complete('sand')).toEqual(['sand', 'sand-grouse', 'sandbox']);
    await expect.poll(() => complete('sand')).toEqual(['sand', 'sand-dune']);
    expect(requests).toBe(2);
  });

  it('come from the older list where the upstream cannot be had any more', async () => {
    await complete('sand');
    nowMs += DAY_MS;
    await server.close();
    expect(await complete('z')).toEqual(['zebra']);
    expect(await complete('z')).toEqual(['zebra']);
  });

  it('are asked for anew where the clock was set back', async () => {
    await complete('sand');
    nowMs -= 1;
    await complete('sand');
    await expect.poll(async () => (await kept()).split('\n')[1]).toBe(String(nowMs));
    expect(requests).toBe(2);
  });

  it.each(['', 'x', 'URL', 'URL\nnever\nsand\n', 'https://index.example/\n1800000000000\nsand\n'])(
    'are asked for anew where the list is damaged: %j',
    async (content) => {
      const damaged = content.replace('URL', `${server.url}simple/`);
      await mkdir(join(mirror.directory, '.sandgrouse'));
      await writeFile(join(mirror.directory, LIST), damaged);
      expect(await complete('z')).toEqual(['zebra']);
      expect(requests).toBe(1);
    },
  );

  it('are never those of another upstream', async () => {
    await complete('sand');
    const profile = await readProfile(mirror.directory, { signal });
    await saveProfile(mirror.directory, { ...profile, upstreamUrl: `${server.url}other/` }, { signal });
    answer = listing(['sand-elsewhere']);
    expect(await complete('sand')).toEqual(['sand-elsewhere']);
  });

  it('cannot be had where there is no list and no upstream, and are asked for again later', async () => {
    answer = (_request, response) => response.writeHead(404).end();
    expect(await problemFrom(complete('sand'))).toMatchObject({ code: 'upstream-status' });
    answer = listing(['sand']);
    expect(await complete('sand')).toEqual(['sand']);
  });

  it('may be 700,000, and then a key pressed costs little', async () => {
    answer = listing(Array.from({ length: 700_000 }, (_, index) => `project-${index}`));
    await complete('project-69999');
    const startedMs = performance.now();
    for (let count = 0; count < 10; count += 1) {
      expect(await complete('project-69999')).toHaveLength(11);
    }
    // Some 10 ms each on an idle computer.
    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect((await kept()).split('\n')).toHaveLength(700_003);
  });
});
