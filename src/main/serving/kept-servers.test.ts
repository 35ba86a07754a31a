import { beforeEach, describe, expect, it } from 'vitest';
import type { ShareChoice } from '../../contract/sharing';
import type { KeptServer } from '../adapters/settings-store';
import { KeptServers } from './kept-servers';

const SHARE: ShareChoice = {
  reach: 'network',
  names: [],
  encryption: { kind: 'made' },
  access: { kind: 'token' },
};
const server = (mirror: string, port: number): KeptServer => ({ mirror, port, share: SHARE });

let written: readonly KeptServer[];
let opens: boolean[];
let started: string[];
let failures: string[];
let kept: KeptServers;

beforeEach(() => {
  written = [];
  opens = [];
  started = [];
  failures = [];
  kept = new KeptServers({
    read: () => written,
    write: (servers) => {
      written = servers;
    },
    openAtLogin: async (value) => {
      opens.push(value);
    },
    start: async (mirror, port) => {
      if (mirror === '/gone') throw new Error('no drive');
      started.push(`${mirror} ${port}`);
    },
    failed: (mirror) => failures.push(mirror),
  });
});

describe('kept servers', () => {
  it('have the application started at login, as long as there is one', async () => {
    await kept.keep(server('/a', 8080));
    await kept.keep(server('/b', 8081));
    await kept.forget('/a');
    await kept.forget('/b');
    await kept.forget('/b');
    expect(opens).toEqual([true, true, true, false]);
    expect(written).toEqual([]);
  });

  it('are one for each mirror', async () => {
    await kept.keep(server('/a', 8080));
    await kept.keep(server('/a', 9090));
    expect(written).toEqual([server('/a', 9090)]);
    expect(kept.has('/a')).toBe(true);
    expect(kept.has('/b')).toBe(false);
  });

  it('come back all but those that cannot, which are told', async () => {
    for (const mirror of ['/a', '/gone', '/b']) await kept.keep(server(mirror, 8080));
    await kept.resume();
    expect(started).toEqual(['/a 8080', '/b 8080']);
    expect(failures).toEqual(['/gone']);
  });
});
