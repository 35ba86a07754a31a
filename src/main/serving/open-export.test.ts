import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem';
import { type CarriedMirror, createCarriedMirror } from '../../engine/export/testing/carried-mirror';
import { openExport } from './open-export';

const { signal } = new AbortController();

let carried: CarriedMirror;
let stick: string;
let faults: (Problem | null)[];

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
  await carried.export(stick);
  faults = [];
});
afterEach(() => carried.remove());

const open = (fingerprint: string) =>
  openExport(stick, fingerprint, { onFault: (fault) => faults.push(fault), signal });

it('refuses an export that another key signed than the one that the person compared', async () => {
  await expect(open('0000-1111')).rejects.toMatchObject({
    problem: { code: 'bundle-key-other', parameters: { expected: '0000-1111' } },
  });
  const { fingerprint } = carried.key;
  expect(await open(fingerprint.toLowerCase())).toMatchObject({ directory: stick, fingerprint });
});

it('tells once that its drive is away, and once that it is back', async () => {
  const { tree } = await open(carried.key.fingerprint);
  const read = () =>
    tree.read('simple/index.html', { lookAt: () => null, readIn: () => Promise.resolve('page') });
  expect(await read()).toBe('page');
  await rename(stick, `${stick}-away`);
  for (let times = 0; times < 2; times += 1) {
    await expect(read()).rejects.toMatchObject({ problem: { code: 'disk-gone' } });
  }
  expect(faults).toEqual([{ code: 'disk-gone', parameters: { path: stick } }]);
  await rename(`${stick}-away`, stick);
  expect([await read(), await read()]).toEqual(['page', 'page']);
  expect(faults.slice(1)).toEqual([null]);
});
