import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forecastExport } from './forecast-export';
import { recogniseBundle } from './format/recognise-bundle';
import { proposePlace } from './plan/propose-place';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';

const { signal } = new AbortController();

let carried: CarriedMirror;
let stick: string;

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
  await mkdir(stick);
});
afterEach(() => carried.remove());

const forecast = (to: string, since: string | null = null) =>
  forecastExport({
    directory: carried.mirror.directory,
    to,
    selection: { kind: 'whole' },
    since,
    extras: [],
    part: null,
    tools: [],
    application: null,
    fileSystem: null,
    program: 'test',
    signal,
  });
const propose = (folder: string) => proposePlace(carried.mirror.directory, folder, { signal });

describe('a forecast', () => {
  it('has the figures of the export, and writes nothing', async () => {
    const told = await forecast(stick);
    expect(told).toMatchObject({ projects: 2, removals: 0, baseName: null, goesOn: false, refusal: null });
    expect(told.freeBytes).toBeGreaterThan(told.bytes);
    expect(await readTree(stick)).toEqual(new Map());
    const outcome = await carried.export(stick);
    expect(outcome).toMatchObject({ kind: 'exported', files: told.files, bytes: told.bytes });
    expect(await forecast(stick)).toMatchObject({ goesOn: true, refusal: null });
  });

  it('says what keeps it from being written', async () => {
    await writeFile(join(stick, 'photo.jpg'), 'x');
    expect(await forecast(stick)).toMatchObject({ refusal: { code: 'bundle-place-refused' } });
    expect(await forecast(carried.mirror.directory)).toMatchObject({
      refusal: { code: 'bundle-place-refused', parameters: { reason: 'it is the mirror itself' } },
    });
  });

  it('is refused where the base is none', async () => {
    await expect(forecast(stick, stick)).rejects.toMatchObject({ problem: { code: 'export-base-unknown' } });
  });
});

describe('a place for an export', () => {
  it('is the chosen folder where that is empty, else a new one in it', async () => {
    expect(await propose(stick)).toEqual({ to: stick, bases: [] });
    await writeFile(join(stick, 'photo.jpg'), 'x');
    const name = `sandgrouse-${basename(carried.mirror.directory)}`;
    expect(await propose(stick)).toEqual({ to: join(stick, name), bases: [] });
  });

  it('comes with the exports and receipts around it', async () => {
    const first = join(stick, 'first');
    await carried.export(first);
    const offered = await propose(join(stick, 'second'));
    expect(offered.bases).toEqual([
      { kind: 'last', named: 'last', bundleName: expect.stringMatching(/^[0-9a-f]{4}-/) as string },
    ]);
    await carried.import(first);
    const after = await propose(join(stick, 'second'));
    expect(after.bases.map(({ kind }) => kind)).toEqual(['last', 'receipt']);
    const receipt = after.bases[1]?.named ?? '';
    expect(receipt.startsWith(join(first, 'receipts'))).toBe(true);
  });
});

describe('a bundle that somebody brought', () => {
  it('is found in its folder, and as the only one on a drive', async () => {
    expect(await recogniseBundle(stick)).toBeNull();
    const first = join(stick, 'first');
    await carried.export(first);
    expect(await recogniseBundle(first)).toBe(first);
    expect(await recogniseBundle(stick)).toBe(first);
    await carried.export(join(stick, 'second'));
    expect(await recogniseBundle(stick)).toBeNull();
  });
});
