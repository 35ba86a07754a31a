import { describe, expect, it } from 'vitest';
import { type Cipher, createCredentialStore } from './credential-store';

const ANN = { kind: 'password', username: 'ann', password: 'secret' } as const;
const context = { upstreamUrl: 'https://index.example/simple/' };

/** Turns bytes over, and refuses what it did not write itself. */
const turning = (key: number): Cipher => ({
  encrypt: (text) => Buffer.from([key, ...Buffer.from(text, 'utf8').map((byte) => byte ^ 0xff)]),
  decrypt: (encrypted) => {
    if (encrypted[0] !== key) throw new Error('another key');
    return Buffer.from(encrypted.subarray(1).map((byte) => byte ^ 0xff)).toString('utf8');
  },
});

function createStore(cipher: Cipher | null, before: unknown = {}) {
  let entries = before;
  const kept = {
    read: () => entries,
    write: (changed: unknown) => {
      entries = changed;
    },
  };
  return { store: createCredentialStore({ cipher: () => cipher, kept }), written: () => entries };
}

describe('the passwords of the window', () => {
  it('are kept by origin, encrypted, and listed without what they are', async () => {
    const { store, written } = createStore(turning(1));
    expect(store.set('https://index.example/simple/', ANN)).toEqual({
      origins: ['https://index.example'],
      kept: 'encrypted',
    });
    expect(JSON.stringify(written())).not.toMatch(/ann|secret/);
    const later = createStore(turning(1), written()).store;
    expect(await later.find('https://index.example/packages/a.whl', context)).toEqual(ANN);
    expect(await later.find('https://index.example:444/', context)).toBeNull();
    expect(await later.find('http://index.example/', context)).toBeNull();
    expect(later.forget('https://index.example').origins).toEqual([]);
    expect(await later.find('https://index.example/', context)).toBeNull();
  });

  it('stay in memory where the system has no place for them, and that is said', async () => {
    const { store, written } = createStore(null);
    expect(store.set('https://index.example', ANN)).toEqual({
      origins: ['https://index.example'],
      kept: 'memory',
    });
    expect(written()).toEqual({});
    expect(await store.find('https://index.example/x', context)).toEqual(ANN);
    expect(store.forget('https://index.example/y').origins).toEqual([]);
  });

  it('of another key, or damaged, are as good as none', async () => {
    const { written, store } = createStore(turning(1));
    store.set('https://index.example', ANN);
    expect(await createStore(turning(2), written()).store.find('https://index.example/', context)).toBeNull();
    for (const damaged of [
      { 'https://index.example': 'AQID' },
      { 'https://index.example': 3 },
      'nothing',
      null,
    ]) {
      expect(await createStore(turning(1), damaged).store.find('https://index.example/', context)).toBeNull();
    }
  });
});
