import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KnownTransfer, TransferEntry } from '../../../contract/transfer-log';
import { keepTold, readTransfers } from '../../mirror/transfer-log';
import { readMirrorId } from '../../mirror/transfer-records';
import { type CarriedMirror, createCarriedMirror } from '../testing/carried-mirror';
import { writeReceipt } from './receipt';
import { takeInReceipts } from './take-in-receipts';
import { readTransferLines } from './transfer-entries';

const { signal } = new AbortController();

let carried: CarriedMirror;
let near: string;
let stick: string;

beforeEach(async () => {
  carried = await createCarriedMirror();
  near = carried.mirror.directory;
  stick = join(carried.drive, 'stick');
});
afterEach(() => carried.remove());

const acts = (entries: readonly KnownTransfer[]) =>
  entries.map(
    ({ user, transfer, result, toldBy }) => `${user} ${transfer} ${result} ${toldBy === null ? '' : 'told'}`,
  );
const ownLog = (mirror: string) => join(mirror, '.sandgrouse', 'transfers', 'log.jsonl');
const linesOf = async (path: string): Promise<readonly TransferEntry[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TransferEntry);

describe('the log of exports and imports', () => {
  it('is there on both sides once a bundle went and a receipt came back', async () => {
    await carried.export(stick, { scan: ['true'] });
    expect(acts(await readTransfers(near))).toEqual(['ada exported done ']);
    await carried.import(stick);
    const atFar = await readTransfers(carried.far);
    expect(acts(atFar)).toEqual(['ada exported done told', 'bob imported done ']);
    expect(atFar[0]).toMatchObject({ host: 'near', toldBy: carried.key.fingerprint });
    expect(await takeInReceipts(near, [stick])).toBe(1);
    const atNear = await readTransfers(near);
    expect(acts(atNear)).toEqual(['ada exported done ', 'bob imported done told']);
    expect(atNear[1]).toMatchObject({ host: 'far', interface: 'window', toldBy: carried.farKey.fingerprint });
    const [exported, imported] = atNear;
    expect(exported?.bundle).toEqual(imported?.bundle);
    expect(exported?.bundle).toMatchObject({
      mirror: basename(near),
      base: null,
      key: carried.key.fingerprint,
      readBack: expect.stringContaining('cache') as string,
      scan: { command: 'true' },
    });
    // Whoever asks again hears nothing twice.
    await takeInReceipts(near, [stick]);
    await carried.import(stick);
    await carried.export(join(carried.drive, 'next'), { since: null });
    await carried.import(join(carried.drive, 'next'));
    expect(acts(await readTransfers(carried.far))).toEqual([
      'ada exported done told',
      'bob imported done ',
      'bob imported done ',
      'ada exported done told',
      'bob imported done ',
    ]);
  });

  it('travels in the bundle, and is taken from receipts that lie where is exported to', async () => {
    await carried.export(stick);
    await carried.import(stick);
    await carried.export(stick);
    expect((await linesOf(join(stick, 'transfers.jsonl'))).map(({ transfer }) => transfer)).toEqual([
      'exported',
      'imported',
    ]);
    expect(await readFile(join(stick, 'SHA256SUMS'), 'utf8')).toMatch(/ {2}transfers\.jsonl$/m);
    expect(acts(await readTransfers(near))).toEqual([
      'ada exported done ',
      'bob imported done told',
      'ada exported done ',
    ]);
  });

  it('tells what failed, what was stopped, and that nothing was new', async () => {
    await carried.export(stick, { scan: ['false'] });
    const stop = new AbortController();
    carried.onProgress(({ step }) => step === 'read-back' && stop.abort('pause'));
    await carried.export(stick, { signal: stop.signal });
    await carried.export(stick);
    await carried.import(stick);
    await appendFile(join(stick, 'START-HERE.html'), 'x');
    await carried.import(stick);
    await writeFile(join(stick, 'manifest.sig'), '{}');
    await carried.import(stick);
    expect(acts(await readTransfers(near))).toEqual([
      'ada exported failed ',
      'ada exported stopped ',
      'ada exported done ',
    ]);
    const own = await linesOf(ownLog(carried.far));
    expect(own.map(({ result }) => result)).toEqual(['done', 'failed', 'failed']);
    expect(own[1]?.cause).toMatch(/"START-HERE\.html" does not belong there/);
    expect(own[2]).toMatchObject({ bundle: null, cause: expect.stringContaining('sign') as string });
    expect((await linesOf(ownLog(near)))[0]?.cause).toBe(
      '"false" did not pass the export: it gave no reason',
    );
  });

  it('does not divide what is left in another way when it has grown between two parts', async () => {
    const part = { bytes: 1_000_000, number: 1 };
    const first = await carried.export(stick, { part });
    const [entry] = await linesOf(ownLog(near));
    if (first.kind !== 'exported' || entry === undefined) throw new Error(JSON.stringify(first));
    const grown = Array.from({ length: 250 }, (_, at) => {
      return { ...entry, time: new Date(at * 1000).toISOString() };
    });
    const told = { ownId: '00000000-0000-4000-8000-000000000001', toldBy: 'KEY' };
    await keepTold(near, grown, told);
    const second = await carried.export(join(carried.drive, 'second'), { part: { ...part, number: 2 } });
    if (second.kind !== 'exported') throw new Error(JSON.stringify(second));
    expect((await readFile(join(carried.drive, 'second', 'transfers.jsonl'))).byteLength).toBeGreaterThan(
      100_000,
    );
    const filesOf = ({ part: { parts } }: typeof first.manifest) =>
      parts.map(({ files, bytes }) => [files, bytes]);
    expect(filesOf(second.manifest)).toEqual(filesOf(first.manifest));
    expect(second.manifest.bundleId).toBe(first.manifest.bundleId);
  });

  it('does not ask for a person’s yes to a key in it', async () => {
    await carried.export(stick);
    await carried.import(stick, { confirmedFingerprint: null });
    expect(acts(await readTransfers(carried.far))).toEqual([]);
  });

  it('is only added to, and a line that was torn spoils no other', async () => {
    await carried.export(stick);
    const before = await readFile(ownLog(near), 'utf8');
    await appendFile(ownLog(near), '{"time":"2026-');
    await carried.export(stick);
    expect((await readFile(ownLog(near), 'utf8')).startsWith(`${before}{"time":"2026-\n{`)).toBe(true);
    expect(acts(await readTransfers(near))).toEqual(['ada exported done ', 'ada exported done ']);
  });
});

describe('what a drive says', () => {
  const receipt = async (ending: string): Promise<string> => {
    const names = await readdir(join(stick, 'receipts'));
    return join(stick, 'receipts', names.find((name) => name.endsWith(ending)) ?? '');
  };

  it('is passed over where a receipt was changed, or belongs to another mirror', async () => {
    await carried.export(stick);
    await carried.import(stick);
    const log = await receipt('.jsonl');
    const content = await readFile(log);
    await writeFile(log, content.toString().replace('"bob"', '"eve"'));
    expect(await takeInReceipts(near, [stick])).toBe(0);
    await writeFile(log, content);
    expect(await takeInReceipts(near, [log])).toBe(1);
    expect(await takeInReceipts(carried.far, [stick])).toBe(0);
    expect(await takeInReceipts(near, [carried.drive, join(carried.drive, 'nowhere')])).toBe(0);
  });

  it('tells of its own side alone, whoever signs it', async () => {
    await carried.export(stick);
    await carried.import(stick);
    const [line = ''] = (await readFile(ownLog(carried.far), 'utf8')).split('\n');
    const farId = (await readMirrorId(carried.far)) ?? '';
    const others = ['00000000-0000-4000-8000-000000000000', (await readMirrorId(near)) ?? ''];
    for (const id of others) await appendFile(ownLog(carried.far), `${line.replace(farId, id)}\n`);
    await writeReceipt({ directory: carried.far, to: stick, key: carried.farKey, signal });
    await takeInReceipts(near, [stick]);
    expect(acts(await readTransfers(near))).toEqual(['ada exported done ', 'bob imported done told']);
  });

  it('is cut, commands no terminal, and counts only where it is an entry', async () => {
    await carried.export(stick);
    const [entry] = await linesOf(ownLog(near));
    const evil = { ...entry, user: `\u001b[2J\u202e${'y'.repeat(1000)}`, cause: 'a\nb'.repeat(1000) };
    const wrong = [{ ...entry, time: 'now' }, { ...entry, side: '../..' }, [], 7];
    const lines = [...wrong, evil].map((value) => JSON.stringify(value));
    const read = readTransferLines(Buffer.from(`${lines.join('\n')}\n{"time":`));
    expect(read).toHaveLength(1);
    expect(read[0]?.user).toMatch(/^\ufffd\[2J\ufffdy{90,95}$/);
    expect(read[0]?.cause).toHaveLength(500);
    expect(read[0]?.cause).not.toContain('\n');
    expect(readTransferLines(Buffer.alloc(300_000, ' '))).toEqual([]);
  });

  it('cannot fill the disk, nor change what was told before', async () => {
    await carried.export(stick);
    const [entry] = await linesOf(ownLog(near));
    if (entry === undefined) throw new Error('nothing was written down');
    const told = { ownId: '00000000-0000-4000-8000-000000000001', toldBy: 'KEY' };
    await keepTold(near, [entry], told);
    await keepTold(near, [{ ...entry, user: 'eve' }], told);
    expect((await readTransfers(near)).map(({ user }) => user)).toEqual(['ada', 'ada']);
    const many = Array.from({ length: 20_010 }, (_, at) => {
      return { ...entry, time: new Date(at * 1000).toISOString() };
    });
    await keepTold(near, many, told);
    await keepTold(near, [{ ...entry, time: '2001-01-01T00:00:00.000Z' }], told);
    expect((await readTransfers(near)).filter(({ toldBy }) => toldBy === 'KEY')).toHaveLength(20_000);
  });

  it('has its times to the millisecond, so that one act cannot be told in many lengths', async () => {
    await carried.export(stick);
    const [entry] = await linesOf(ownLog(near));
    const times = [
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.0Z',
      `2026-01-01T00:00:00.${'0'.repeat(99_999)}Z`,
    ];
    const lines = times.map((time) => JSON.stringify({ ...entry, time }));
    const read = readTransferLines(Buffer.from(lines.join('\n')));
    expect(read.map(({ time }) => time)).toEqual(times.map(() => '2026-01-01T00:00:00.000Z'));
  });

  it('cannot take the place of what this side did in the log that travels', async () => {
    await carried.export(stick);
    const [entry] = await linesOf(ownLog(near));
    if (entry === undefined) throw new Error('nothing was written down');
    const other = { ...entry, side: '00000000-0000-4000-8000-000000000000', user: 'eve' };
    const toCome = Array.from({ length: 1_000 }, (_, at) => {
      return { ...other, time: new Date(Date.UTC(9999, 0, 1) + at * 1000).toISOString() };
    });
    await keepTold(near, toCome, { ownId: entry.side, toldBy: 'KEY' });
    await carried.export(stick);
    const travelled = await linesOf(join(stick, 'transfers.jsonl'));
    expect(travelled[0]).toEqual(entry);
    expect(travelled.filter(({ user }) => user === 'eve').length).toBeGreaterThan(100);
    expect(travelled.at(-1)?.time).toBe(toCome.at(-1)?.time);
  });
});
