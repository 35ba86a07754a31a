import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ServedRequest } from '../../../contract/sharing';
import { accessLogLine } from './access-log';
import { AccessLogFile } from './access-log-file';

const REQUEST: ServedRequest = {
  atMs: Date.UTC(2026, 2, 1, 9, 8, 7),
  client: '10.0.0.7',
  method: 'GET',
  target: '/simple/sand/',
  mirror: '/m',
  project: 'sand',
  isFile: false,
  status: 200,
  bytes: 1234,
  durationMs: 2,
  userAgent: 'pip/26.2 "x"\\',
};
const LINE =
  '10.0.0.7 - - [01/Mar/2026:09:08:07 +0000] "GET /simple/sand/ HTTP/1.1" 200 1234 "-" "pip/26.2 \\"x\\"\\\\"\n';

describe('the access log', () => {
  it('has the combined format, and nobody’s quotes end a field', () => {
    expect(accessLogLine(REQUEST)).toBe(LINE);
  });

  it('is written in the order of the requests, behind what is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-log-'));
    const path = join(folder, 'access.log');
    for (let time = 0; time < 2; time += 1) {
      const log = await AccessLogFile.open(path, (error) => {
        throw error;
      });
      for (let count = 0; count < 100; count += 1) log.add({ ...REQUEST, status: 200 + count });
      await log.close();
    }
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines).toHaveLength(201);
    expect(lines.slice(0, 100)).toEqual(lines.slice(100, 200));
    expect(lines[99]).toContain('" 299 ');
    await rm(folder, { recursive: true });
  });

  it('that cannot be opened is named', async () => {
    await expect(AccessLogFile.open(tmpdir(), () => undefined)).rejects.toMatchObject({
      problem: { parameters: { path: tmpdir() } },
    });
  });
});
