import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry, RecordAct } from '../../contract/history';
import { createActRecorder, readHistory } from './history-file';

const NOW = Date.UTC(2026, 10, 23, 8, 30);

let directory: string;
let path: string;
let recordAct: RecordAct;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-history-'));
  await writeFile(join(directory, 'sandgrouse.toml'), 'version = 1\n');
  path = join(directory, '.sandgrouse', 'history.jsonl');
  recordAct = createActRecorder({ version: '1.2.3', interface: 'command line', now: () => NOW });
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const all = async (limit = 1000) => readHistory(directory, { limit, olderFrom: null });
const served = (port: number) => ({ act: 'serve-started', reach: 'computer', port }) as const;
const portsOf = (entries: readonly HistoryEntry[]): readonly number[] =>
  entries.flatMap((entry) => (entry.act === 'serve-started' ? [entry.port] : []));

describe('a history', () => {
  it('says what was done, when, by whom, on which computer and by what', async () => {
    await recordAct(directory, { act: 'created' });
    expect(await all()).toEqual({
      entries: [
        {
          time: '2026-11-23T08:30:00.000Z',
          user: userInfo().username,
          host: hostname(),
          version: '1.2.3',
          interface: 'command line',
          act: 'created',
        },
      ],
      olderFrom: null,
    });
  });

  it('is read from the newest on, page by page', async () => {
    for (let port = 1; port <= 5; port += 1) await recordAct(directory, served(port));
    const first = await all(2);
    expect(portsOf(first.entries)).toEqual([5, 4]);
    const second = await readHistory(directory, { limit: 2, olderFrom: first.olderFrom });
    expect(portsOf(second.entries)).toEqual([3, 2]);
    const third = await readHistory(directory, { limit: 2, olderFrom: second.olderFrom });
    expect([portsOf(third.entries), third.olderFrom]).toEqual([[1], null]);
  });

  it('loses none and doubles none where a page is longer than what is read at once', async () => {
    const cause = 'x'.repeat(1500);
    await recordAct(directory, served(0));
    await recordAct(directory, { act: 'plan-failed', cause });
    const [one = '', other = ''] = (await readFile(path, 'utf8')).trim().split('\n');
    const pairs = Array.from({ length: 400 }, (_, port) => `\n${one.replace(':0}', `:${port}}`)}\n${other}`);
    await writeFile(path, pairs.join(''));
    const expected = Array.from({ length: 400 }, (_, index) => 399 - index);
    expect(portsOf((await all(10_000)).entries)).toEqual(expected);
    const ports: number[] = [];
    let olderFrom: number | null = null;
    do {
      const page = await readHistory(directory, { limit: 7, olderFrom });
      ports.push(...portsOf(page.entries));
      olderFrom = page.olderFrom;
    } while (olderFrom !== null);
    expect(ports).toEqual(expected);
  });

  it('outlasts a line that a power cut tore, and takes the next one whole', async () => {
    await recordAct(directory, served(1));
    await appendFile(path, '\n{"time":"2026-11-23T08:30:00.000Z","user":"somebo');
    expect(portsOf((await all()).entries)).toEqual([1]);
    await recordAct(directory, served(2));
    expect(portsOf((await all()).entries)).toEqual([2, 1]);
  });

  it('is only added to', async () => {
    await recordAct(directory, served(1));
    const before = await readFile(path);
    await recordAct(directory, served(2));
    const after = await readFile(path);
    expect(after.subarray(0, before.length)).toEqual(before);
  });

  it('keeps lines whole that several write at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, port) => recordAct(directory, served(port))));
    expect((await all()).entries).toHaveLength(40);
  });

  it('holds no password and no token of an address', async () => {
    const cause = '"https://me:hunter2@index.example/simple/?token=abc" gave status 403.';
    await recordAct(directory, { act: 'plan-failed', cause });
    const text = await readFile(path, 'utf8');
    expect(text).toContain('index.example/simple/');
    expect(text).not.toMatch(/hunter2|abc/);
  });

  it('is empty where nothing was done', async () => {
    expect(await all()).toEqual({ entries: [], olderFrom: null });
  });
});

describe('a history from a stranger', () => {
  const write = async (text: string): Promise<void> => {
    await mkdir(join(directory, '.sandgrouse'));
    await writeFile(path, text);
  };
  const line = (changes: object): string =>
    JSON.stringify({
      time: '2026-11-23T08:30:00.000Z',
      user: 'u',
      host: 'h',
      version: '1',
      interface: 'window',
      act: 'created',
      ...changes,
    });

  it('can command no terminal and fill no screen', async () => {
    await write(
      line({ user: '\u001b[2Jroot\u202e', act: 'imported', source: `a\nb\r${'y'.repeat(100_000)}` }),
    );
    const [entry] = (await all()).entries;
    expect(entry?.user).toBe('\ufffd[2Jroot\ufffd');
    expect(entry?.act === 'imported' && entry.source.startsWith('a\ufffdb\ufffdyyy')).toBe(true);
    expect(entry?.act === 'imported' && entry.source.length).toBe(2000);
  });

  it('is passed over where it says nothing of ours', async () => {
    const lines = [
      'null',
      '[]',
      '7',
      '\u0000\u0000',
      line({ act: 'exploded' }),
      line({ time: 'yesterday' }),
      line({ act: 'serve-started', reach: 'computer', port: -1 }),
      line({ act: 'serve-started', reach: 'computer', port: 0.5 }),
      '['.repeat(100_000),
      line({}),
    ];
    await write(lines.join('\n'));
    expect((await all()).entries).toHaveLength(1);
  });

  it('takes little memory and time, however long its lines are', async () => {
    await write(`${line({})}\n${'x'.repeat(30_000_000)}\n${line({})}`);
    const first = await all();
    expect(first.entries).toHaveLength(1);
    expect(first.olderFrom).toBeGreaterThan(0);
    let [found, page] = [0, first];
    while (page.olderFrom !== null) {
      page = await readHistory(directory, { limit: 10, olderFrom: page.olderFrom });
      found += page.entries.length;
    }
    expect(found).toBe(1);
  });

  it('is not written to where a link leads elsewhere', async () => {
    const elsewhere = join(directory, 'elsewhere.txt');
    await writeFile(elsewhere, 'mine');
    await mkdir(join(directory, '.sandgrouse'));
    await symlink(elsewhere, path);
    await recordAct(directory, { act: 'created' });
    expect(await readFile(elsewhere, 'utf8')).toBe('mine');
  });

  it('is not written to where the whole folder of records is a link', async () => {
    const elsewhere = join(directory, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, join(directory, '.sandgrouse'), 'junction');
    await recordAct(directory, { act: 'created' });
    await expect(readFile(join(elsewhere, 'history.jsonl'))).rejects.toThrow('ENOENT');
  });
});

it('makes nothing where there is no mirror, as where a drive was pulled out', async () => {
  await rm(join(directory, 'sandgrouse.toml'));
  await recordAct(directory, { act: 'created' });
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});
