import { describe, expect, it } from 'vitest';
import { writeBehind } from './write-behind';

/** A cache whose writes end when the test says so. */
function createSlowCache() {
  const kept = new Map<string, string>();
  const ends: (() => void)[] = [];
  return {
    kept,
    endAll: () => {
      for (const end of ends.splice(0)) end();
    },
    cache: {
      read: async (key: string) => kept.get(key) ?? null,
      write: (key: string, value: string) =>
        new Promise<void>((fulfil) => {
          ends.push(() => {
            kept.set(key, value);
            fulfil();
          });
        }),
    },
  };
}

describe('a cache that is written behind', () => {
  it('lets nobody wait for the disk, and answers with what is on its way there', async () => {
    const { cache, kept } = createSlowCache();
    const behind = writeBehind(cache, (value) => value.length);
    await behind.write('page', 'text');
    expect(kept.size).toBe(0);
    expect(await behind.read('page')).toBe('text');
  });

  it('has kept everything when it is flushed', async () => {
    const { cache, kept, endAll } = createSlowCache();
    const behind = writeBehind(cache, (value) => value.length);
    await behind.write('one', '1');
    await behind.write('two', '2');
    const flushed = behind.flush();
    endAll();
    await flushed;
    expect([...kept]).toEqual([
      ['one', '1'],
      ['two', '2'],
    ]);
  });

  it('lets writers wait where very many answers are waiting', async () => {
    const { cache, kept, endAll } = createSlowCache();
    const behind = writeBehind(cache, (value) => value.length);
    for (let index = 0; index < 128; index += 1) await behind.write(`${index}`, '');
    const one = behind.write('one too many', '').then(() => kept.size);
    endAll();
    expect(await one).toBe(128);
  });

  it('lets writers wait where long answers are waiting', async () => {
    const { cache, kept, endAll } = createSlowCache();
    const behind = writeBehind(cache, () => 20 * 1024 * 1024);
    await behind.write('one', '');
    await behind.write('two', '');
    const three = behind.write('three', '').then(() => kept.size);
    endAll();
    expect(await three).toBe(2);
    endAll();
    await behind.flush();
  });

  it('says what could not be kept: to the next who writes, and when it is flushed', async () => {
    const failure = new Error('the disk is full');
    const behind = writeBehind<string, string>(
      {
        read: async () => null,
        write: () => Promise.reject(failure),
      },
      (value) => value.length,
    );
    await behind.write('page', 'text');
    await expect(behind.flush()).rejects.toBe(failure);
    await expect(behind.write('other', 'text')).rejects.toBe(failure);
  });
});
