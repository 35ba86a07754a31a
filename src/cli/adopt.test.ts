import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildBandersnatchMirror } from '../../testing/bandersnatch-mirror/build-mirror';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';
import { findFaults } from './testing/mirror-tree';

const WHEELS = [
  { name: 'Sand_Castle', version: '1.0' },
  { name: 'stone', version: '1.0', paddingBytes: 50_000 },
];

let commands: BuiltCommandLine;
let index: LyingIndex;
const mirror = (): string => join(commands.folder, 'mirror');

beforeAll(async () => {
  commands = await buildCommandLine();
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  await buildBandersnatchMirror({
    directory: mirror(),
    wheels: WHEELS,
    rawFolders: true,
    legacyJson: 'link',
    leftovers: true,
    todo: ['stone'],
  });
  await writeFile(
    join(commands.folder, 'bandersnatch.conf'),
    `[mirror]\nmaster = http://127.0.0.1:${index.port}\n\n[plugins]\nenabled =\n    allowlist_project\n\n[allowlist]\npackages =\n    Sand_Castle\n    stone\n`,
  );
});
afterEach(async () => {
  await index.close();
  await rm(mirror(), { recursive: true });
});

describe('adopt', () => {
  it('takes a mirror of bandersnatch over, and a sync then fetches nothing', async () => {
    const { exitCode, stdout, stderr } = await commands.run(
      'adopt',
      'mirror',
      '--config',
      'bandersnatch.conf',
    );
    expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain('1 folder gets its normalised name and place: Sand_Castle');
    expect(stdout).toContain('The last sync was cut off; it had 1 project to do.');
    expect(stdout).toMatch(/^Adopted: 2 projects, 2 files, 5\d\.\d kB\. Every file of these was read/m);
    expect(stdout).toContain('Leftovers and older page versions stayed; --remove-leftovers deletes them.');
    expect(stdout).toMatch(/^Next: sandgrouse plan mirror$/m);
    expect(stderr).toContain('Reading every file: 100% of 2 files');
    expect((await commands.run('sync', 'mirror')).exitCode).toBe(0);
    expect(index.requests.filter(({ path }) => path.startsWith('/packages/'))).toEqual([]);
    expect(await findFaults(mirror())).toEqual([]);
  });

  it('tells scripts what became of it', async () => {
    const { exitCode, stdout } = await commands.run('adopt', 'mirror', '--remove-leftovers', '--json');
    expect(exitCode).toBe(0);
    const lines = jsonLines(stdout);
    expect(lines[0]).toMatchObject({ type: 'adopt-progressed', step: 'survey' });
    expect(lines.at(-1)).toMatchObject({
      type: 'adopted',
      projects: 2,
      files: 2,
      leftoversRemoved: 4,
      profile: 'written',
      missing: { count: 0 },
      exitCode: 0,
    });
  });

  it('says what is there and changes nothing in a dry run', async () => {
    const before = await readdir(mirror(), { recursive: true });
    const { exitCode, stdout } = await commands.run(
      'adopt',
      'mirror',
      '--dry-run',
      '--config',
      'bandersnatch.conf',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('holds 2 projects, 2 files');
    expect(stdout).toContain('4 leftovers of syncs that were cut off');
    expect(stdout).toMatch(/Nothing was changed\.\n$/);
    expect(await readdir(mirror(), { recursive: true })).toEqual(before);
  });

  it('ends with 1 where something is left to be mended', async () => {
    await rm(join(mirror(), 'web', 'packages'), { recursive: true });
    const { exitCode, stdout } = await commands.run('adopt', 'mirror');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2 files missing, to be fetched by the next sync:');
    expect(stdout).toContain('"stone-1.0-py3-none-any.whl" of stone');
  });

  it('ends with 2 where there is nothing to adopt, or the configuration is none', async () => {
    const empty = await commands.run('adopt', 'nowhere');
    expect(empty.exitCode).toBe(2);
    expect(empty.stderr).toContain('"web/simple"');
    await writeFile(join(commands.folder, 'requirements.txt'), 'stone\n');
    const wrong = await commands.run('adopt', 'mirror', '--config', 'requirements.txt');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('it is no configuration of bandersnatch');
  });
});
