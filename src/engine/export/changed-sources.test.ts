import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CarriedMirror, createCarriedMirror } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

const { signal } = new AbortController();

let carried: CarriedMirror;
let stick: string;

beforeEach(async () => {
  carried = await createCarriedMirror();
  stick = join(carried.drive, 'stick');
});
afterEach(() => carried.remove());

function findWheel(top: string): string {
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' });
  return join(top, names.find((name) => /sand-1.*\.whl$/.test(name)) ?? '');
}

/** Once, when the step begins. */
function at(step: string, change: () => void): void {
  let isDone = false;
  carried.onProgress((progress) => {
    if (progress.step !== step || isDone) return;
    isDone = true;
    change();
  });
}

const changes: readonly (readonly [string, (wheel: string) => void])[] = [
  ['other bytes', (wheel) => writeFileSync(wheel, Buffer.alloc(statSync(wheel).size))],
  [
    'a link to a file elsewhere',
    (wheel) => {
      writeFileSync(join(carried.drive, 'secret'), 'secret');
      rmSync(wheel);
      symlinkSync(join(carried.drive, 'secret'), wheel);
    },
  ],
  [
    'a pipe',
    (wheel) => {
      rmSync(wheel);
      execFileSync('mkfifo', ['-m', '644', wheel]);
    },
  ],
  ['a file that claims terabytes', (wheel) => truncateSync(wheel, 2 ** 41)],
];

describe('a file of the mirror that changes while it is exported', () => {
  it.each(
    changes.flatMap(([what, change]) => [true, false].map((readsBack) => [what, readsBack, change] as const)),
  )('into %s is not sealed (read back: %s)', async (_, readsBack, change) => {
    at('copy', () => change(findWheel(join(carried.mirror.directory, 'web'))));
    expect(await carried.export(stick, { readsBack })).toMatchObject({
      kind: 'failed',
      problem: { code: 'mirror-file-damaged' },
    });
    expect(await readdir(stick)).not.toContain('manifest.json');
  });
});

describe('a drive that keeps other bytes than were written', () => {
  it('is found out by the read-back, and the file is written once more', async () => {
    at('read-back', () => writeFileSync(findWheel(stick), 'x'));
    expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
    expect(await verify()).toMatchObject({ findings: [] });
  });

  it('is found out after the read-back was stopped, and the export begun again', async () => {
    const stop = new AbortController();
    at('read-back', () => stop.abort('pause'));
    expect(await carried.export(stick, { signal: stop.signal })).toMatchObject({ kind: 'cancelled' });
    const wheel = findWheel(stick);
    const content = await readFile(wheel);
    for (const readsBack of [false, true]) {
      writeFileSync(wheel, Buffer.alloc(content.byteLength));
      const again = new AbortController();
      at('seal', () => again.abort('pause'));
      await carried.export(stick, { readsBack, signal: again.signal });
      expect(await readFile(wheel)).toEqual(content);
    }
  });
});

const verify = () => verifyBundle({ directory: stick, emit: () => undefined, now: Date.now, signal });
