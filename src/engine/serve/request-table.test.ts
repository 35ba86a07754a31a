import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import type { RawAnswer } from './testing/raw-request';
import {
  askCase,
  type Case,
  FILE,
  FILES,
  HTML_TYPE,
  JSON_TYPE,
  learnWords,
  OTHERS,
  PAGES,
  PIP,
  titleOf,
  V1_HTML_TYPE,
  WHEEL_BYTES,
  writeTableMirror,
} from './testing/request-cases';

let directory: string;
let server: MirrorServer;
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-table-'));
  await writeTableMirror(directory);
  server = await startMirrorServer({ directories: [directory], port: null, onRequest: () => undefined });
  known = await learnWords(server.port, join(directory, 'web'));
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const ask = (one: Case): Promise<RawAnswer> => askCase(server.port, one, known);

describe.each([
  ['pages', PAGES],
  ['files', FILES],
  ['everything else', OTHERS],
])('of %s', (_, cases) => {
  it.each(cases.map((one) => [titleOf(one), one[3], one] as const))(
    '%s is answered with %i',
    async (...[, , one]) => {
      await ask(one);
    },
  );
});

describe('the bodies', () => {
  it('of a page are the same in every coding', async () => {
    const plain = await ask(['GET', '/simple/six/', { Accept: JSON_TYPE }, 200, {}]);
    const gzip = await ask(['GET', '/simple/six/', PIP, 200, {}]);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(gzip.body.length).toBeLessThan(plain.body.length);
  });

  it('of what is not there name it, and those of a refused form the forms that there are', async () => {
    const project = await ask(['GET', '/simple/unknown/', {}, 404, {}]);
    expect(project.body.toString()).toBe('The project "unknown" is not in this mirror.\n');
    const file = await ask(['GET', '/packages/aa/none-1.0.tar.gz', {}, 404, {}]);
    expect(file.body.toString()).toBe('The file "none-1.0.tar.gz" is not in this mirror.\n');
    const refused = await ask(['GET', '/simple/', { Accept: 'image/png' }, 406, {}]);
    for (const type of [JSON_TYPE, V1_HTML_TYPE, HTML_TYPE]) expect(refused.body.toString()).toContain(type);
  });

  it('of a range are those bytes', async () => {
    const { body } = await ask(['GET', FILE, { Range: 'bytes=100-199' }, 206, {}]);
    expect(body.equals(WHEEL_BYTES.subarray(100, 200))).toBe(true);
  });
});
