import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildZip } from '../../../../testing/archive-builder';
import { problemFrom } from '../../../../testing/upstream-fixture';
import type { NormalizedName } from '../../../python-packaging/name';
import { requireVersion } from '../../../python-packaging/version';
import { readOsv } from './read-osv';
import type { Vulnerabilities } from './vulnerabilities';

const { signal } = new AbortController();
const OPTIONS = { projects: ['sand-grouse', 'stone'], signal };

const RECORD = {
  schema_version: '1.6.0',
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2026-05-01T00:00:00Z',
  aliases: ['CVE-2026-1', 'PYSEC-2026-7'],
  summary: 'Sand gets\n into   everything',
  database_specific: { severity: 'HIGH' },
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'Sand.Grouse', purl: 'pkg:pypi/sand-grouse' },
      ranges: [
        { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2' }] },
        { type: 'GIT', repo: 'https://x.example', events: [{ introduced: '0' }] },
      ],
      versions: ['1.0', '1.1'],
    },
  ],
};
const TWIN = { ...RECORD, id: 'PYSEC-2026-7', aliases: ['CVE-2026-1'], database_specific: {} };
const OTHER = { ...RECORD, id: 'NPM-1', affected: [{ package: { ecosystem: 'npm', name: 'stone' } }] };
const WITHDRAWN = { ...RECORD, id: 'OLD-1', withdrawn: '2026-06-01T00:00:00Z' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-osv-'));
});
afterEach(() => rm(folder, { recursive: true }));

const find = (known: Vulnerabilities, version: string) =>
  known.find('sand-grouse' as NormalizedName, requireVersion(version));

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('records of vulnerabilities', () => {
  it('are read from a file with one, with its name, how bad it is, and where it is put right', async () => {
    const known = await readOsv(await write('one.json', JSON.stringify(RECORD)), OPTIONS);
    expect(find(known, '1.1')).toEqual([
      {
        id: 'GHSA-aaaa-bbbb-cccc',
        aliases: ['CVE-2026-1', 'PYSEC-2026-7'],
        summary: 'Sand gets into everything',
        severity: 'high',
        fixedIn: ['1.2'],
      },
    ]);
    expect(find(known, '1.2')).toEqual([]);
    expect(known).toMatchObject({ records: 1, unreadable: 0, newestChange: '2026-05-01T00:00:00Z' });
  });

  it('are read from a list, a folder and a zip alike, each told once under its best name', async () => {
    const records = [TWIN, RECORD, OTHER, WITHDRAWN];
    const list = await write('list.json', JSON.stringify(records));
    const answer = await write('answer.json', JSON.stringify({ vulns: records }));
    const entries = records.map((record) => ({
      path: `${record.id}.json`,
      content: Buffer.from(JSON.stringify(record)),
    }));
    const zip = await write('all.zip', buildZip(entries));
    const many = join(folder, 'many');
    await mkdir(many);
    for (const { path, content } of entries) await writeFile(join(many, path), content);
    await writeFile(join(many, 'README.md'), 'not a record');
    for (const path of [list, answer, zip, many]) {
      const known = await readOsv(path, OPTIONS);
      expect(find(known, '1.0').map(({ id }) => id)).toEqual(['GHSA-aaaa-bbbb-cccc']);
      expect(known).toMatchObject({ records: 2, unreadable: 0 });
    }
  });

  it('that are broken are counted, and spoil nothing else', async () => {
    const broken = [
      { ...RECORD, id: '../../etc/passwd' },
      { ...RECORD, affected: 'all of them' },
      { ...RECORD, affected: [{ ...RECORD.affected[0], versions: [7] }] },
      null,
      'text',
    ];
    const known = await readOsv(await write('list.json', JSON.stringify([...broken, RECORD])), OPTIONS);
    expect(known).toMatchObject({ records: 1, unreadable: 5 });
    expect(find(known, '1.0')).toHaveLength(1);
  });

  it.each([
    ['text', 'hello'],
    ['records of others', JSON.stringify([OTHER])],
    ['a zip that is cut off', Buffer.from('PK\u0003\u0004cut off')],
  ])('are not made up of %s', async (_, content) => {
    const path = await write('given', content);
    expect(await problemFrom(readOsv(path, OPTIONS))).toMatchObject({
      code: 'vulnerabilities-unreadable',
      parameters: { path },
    });
  });

  it.skipIf(process.platform === 'win32')(
    'are not waited for at a pipe, and missing where nothing is',
    async () => {
      const pipe = join(folder, 'pipe');
      spawnSync('mkfifo', [pipe]);
      expect(await problemFrom(readOsv(pipe, OPTIONS))).toMatchObject({ code: 'vulnerabilities-unreadable' });
      expect(await problemFrom(readOsv(join(folder, 'none'), OPTIONS))).toMatchObject({ code: 'disk-gone' });
    },
  );
});
