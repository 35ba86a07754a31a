import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../../testing/wheel-builder';
import { openMirrorContents } from '../../mirror/open-mirror';
import { pathOfWheel, writeMirror } from '../../serve/testing/write-mirror';
import type { HandoverContents, HandoverFile } from '../handover-contents';
import { makeApprovalFiles } from './approval-files';

const run = promisify(execFile);
const { signal } = new AbortController();

const EVIL = '=HYPERLINK("https://x.example","<script>")\u202e\tx';
const WHEELS = {
  grouse: buildWheel({
    name: 'sand-grouse',
    version: '1.0+local.1',
    headers: ['License-Expression: MIT OR Apache-2.0'],
  }),
  wing: buildWheel({ name: 'wing', version: '2.1', headers: [`License: ${EVIL.replace('\t', ' ')}`] }),
  oldWing: buildWheel({
    name: 'wing',
    version: '2.0',
    headers: ['Classifier: License :: OSI Approved :: MIT License'],
  }),
  feather: buildWheel({ name: 'feather', version: '0.1' }),
};
const ADVISORY = {
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2026-05-01T00:00:00Z',
  aliases: ['CVE-2026-1'],
  summary: 'Wings come off <b>',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'Wing' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.1' }] }],
    },
  ],
};

let directory: string;
let contents: HandoverContents;
let osvPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-approval-'));
  await writeMirror(directory, [
    { name: 'feather', files: [{ wheel: WHEELS.feather, withMetadata: false }] },
    { name: 'sand-grouse', status: { status: 'archived', reason: null }, files: [{ wheel: WHEELS.grouse }] },
    { name: 'wing', files: [{ wheel: WHEELS.oldWing, yanked: { reason: EVIL } }, { wheel: WHEELS.wing }] },
  ]);
  osvPath = join(directory, 'advisory.json');
  await writeFile(osvPath, JSON.stringify(ADVISORY));
  const mirror = await openMirrorContents(directory);
  const files: HandoverFile[] = [];
  for (const wheel of Object.values(WHEELS)) {
    const file = await mirror.findFile(pathOfWheel(wheel), { signal });
    if (file !== null) files.push(file);
  }
  contents = {
    files,
    projects: ['feather', 'sand-grouse', 'wing'],
    targets: [{ id: 'lab', label: 'The <lab>' }],
    tools: [],
    application: null,
    upstreamUrl: 'https://index.example/simple/',
    base: null,
    partBytes: null,
    mirror,
    web: join(directory, 'web'),
  };
});
afterAll(() => rm(directory, { recursive: true }));

async function make(changes: Partial<HandoverContents> = {}, osv: string | null = osvPath) {
  const parts = {
    syncedAtMs: Date.UTC(2026, 10, 23),
    program: 'test 1.0',
    reasons: new Map([[pathOfWheel(WHEELS.wing), '+required by "wing"']]),
    osvPath: osv,
  };
  const files = await makeApprovalFiles({ ...contents, ...changes }, parts, { signal });
  const [page = '', csv = '', sbom = ''] = files.map(({ bytes }) => Buffer.from(bytes).toString());
  return { page, csv, sbom };
}

describe('the table', () => {
  it('has every file with what is known of it', async () => {
    const { csv } = await make();
    const [head, feather, grouse, oldWing, wing, ...rest] = csv.split('\r\n');
    expect(head).toBe(
      '\ufeffproject,version,file,sha256,size_bytes,license,uploaded,standing,required_by,vulnerabilities,change',
    );
    expect(feather).toMatch(/^feather,0\.1,feather-0\.1-py3-none-any\.whl,[0-9a-f]{64},\d+,not told,.*,new$/);
    expect(grouse).toContain('MIT OR Apache-2.0');
    expect(grouse).toContain('project is archived');
    expect(oldWing).toContain('"GHSA-aaaa-bbbb-cccc = CVE-2026-1, CVSS:3.1/');
    expect(oldWing).toContain(',MIT,');
    expect(wing).not.toContain('GHSA');
    expect(rest).toEqual(['']);
  });

  it('holds nothing that a spreadsheet takes for a formula', async () => {
    const { csv } = await make();
    expect(csv).toContain(`"'=HYPERLINK(""https://x.example"",""<script>"")`);
    expect(csv).toContain(`"'+required by ""wing"""`);
    expect(csv).not.toMatch(/[\t\u202e]/);
  });

  it('holds none either for a spreadsheet of a country where a semicolon ends a field', async () => {
    const words = `wanted;=cmd|'/c calc'!A0; "+1";"-2" ;＝3`;
    const reasons = new Map([[pathOfWheel(WHEELS.wing), words]]);
    const parts = { syncedAtMs: null, program: 'test 1.0', reasons, osvPath };
    const files = await makeApprovalFiles(contents, parts, { signal });
    const csv = Buffer.from(files[1]?.bytes ?? '').toString();
    expect(csv).toContain(`"wanted;'=cmd|'/c calc'!A0;' ""+1"";'""-2"" ;'＝3"`);
    for (const cell of csv.split(/;|\r\n/)) expect(cell.replaceAll('"', '')).not.toMatch(/^\s*[=+\-@＝]/);
  });

  it.runIf(spawnSync('python3', ['-c', '']).status === 0)('is read by others as it is meant', async () => {
    const path = join(directory, 'approval.csv');
    await writeFile(path, (await make()).csv);
    const read = `import csv, json, sys
print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))))`;
    const rows = JSON.parse((await run('python3', ['-c', read, path])).stdout) as Record<string, string>[];
    expect(rows.map(({ project, version, change }) => [project, version, change])).toEqual([
      ['feather', '0.1', 'new'],
      ['sand-grouse', '1.0+local.1', 'new'],
      ['wing', '2.0', 'new'],
      ['wing', '2.1', 'new'],
    ]);
    for (const value of rows.flatMap((row) => Object.values(row))) expect(value).not.toMatch(/^[=+\-@]/);
  });

  it('tells what has changed since the last transfer', async () => {
    const base = new Map([
      [
        pathOfWheel(WHEELS.oldWing),
        contents.files.find(({ path }) => path.includes('wing-2.0'))?.sha256 ?? '',
      ],
      [pathOfWheel(WHEELS.wing), '0'.repeat(64)],
      ['packages/a/dust-1.0-py3-none-any.whl', '0'.repeat(64)],
      ['simple/dust/index.html', '0'.repeat(64)],
    ]);
    const { csv, page } = await make({ base });
    const changes = csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.slice(line.lastIndexOf(',') + 1));
    expect(changes).toEqual(['new', 'new', 'there already', 'changed', 'removed']);
    expect(page).toContain('2 new, 1 changed, 1 there already, 1 removed');
    expect(page).toContain('<li>dust-1.0-py3-none-any.whl</li>');
  });
});

describe('the page', () => {
  it('begins with what somebody has to decide about', async () => {
    const { page } = await make();
    expect(page).toContain('<td>wing 2.0</td><td class="bad">GHSA-aaaa-bbbb-cccc = CVE-2026-1');
    expect(page).toContain('project is archived');
    expect(page).toContain('<td>MIT OR Apache-2.0</td><td>sand-grouse</td>');
    expect(page).toContain('1 records were looked at, the newest of 2026-05-01T00:00:00Z');
  });

  it('does not say that all is well where nobody looked', async () => {
    const { page, csv, sbom } = await make({}, null);
    expect(page).toContain('Not looked up.');
    expect(csv.match(/not looked up/g)).toHaveLength(4);
    expect(JSON.parse(sbom)).not.toHaveProperty('vulnerabilities');
  });

  it('lets nothing from elsewhere become markup, and loads nothing', async () => {
    const { page } = await make();
    expect(page).not.toMatch(/<script|<b>|<lab>|\u202e|\bsrc=|url\(|@import/);
    expect(page).toContain("default-src 'none'");
  });
});

describe('the bill of materials', () => {
  it('has a release as a component, its files with their hashes, its licence and what is known against it', async () => {
    const bom = JSON.parse((await make()).sbom) as Record<string, unknown>;
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bom.components).toMatchObject([
      { name: 'feather', purl: 'pkg:pypi/feather@0.1' },
      {
        purl: 'pkg:pypi/sand-grouse@1.0%2Blocal.1',
        licenses: [{ expression: 'MIT OR Apache-2.0' }],
        components: [{ type: 'file', hashes: [{ alg: 'SHA-256' }] }],
      },
      { purl: 'pkg:pypi/wing@2.0', licenses: [{ expression: 'MIT' }] },
      { purl: 'pkg:pypi/wing@2.1', licenses: [{ license: {} }] },
    ]);
    expect(bom.vulnerabilities).toMatchObject([
      { id: 'GHSA-aaaa-bbbb-cccc', affects: [{ ref: 'pkg:pypi/wing@2.0' }] },
    ]);
  });

  it('is the same for the same content, and another for other content', async () => {
    const [one, again] = [await make(), await make()];
    const other = await make({ projects: ['wing'] });
    expect(one.sbom).toBe(again.sbom);
    const serialOf = (text: string) => (JSON.parse(text) as { serialNumber: string }).serialNumber;
    expect(serialOf(one.sbom)).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(serialOf(other.sbom)).not.toBe(serialOf(one.sbom));
  });
});
