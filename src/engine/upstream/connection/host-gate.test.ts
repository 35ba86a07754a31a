import { afterEach, describe, expect, it } from 'vitest';
import { openTestAccess } from '../../../../testing/network-access';
import { type PlainServer, startPlainServer } from '../../../../testing/plain-server';
import { createSteppedClock } from '../../../../testing/stepped-clock';
import { openHttpClient } from '../http-client';
import { createHostGate, type HostGate, type Passage } from './host-gate';

const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Takes as many places as there are at once. */
async function fill(gate: HostGate, host: string): Promise<Passage[]> {
  const taken: Passage[] = [];
  for (;;) {
    const stop = new AbortController();
    const entering = gate.enter(host, { signal: stop.signal }).then(
      (passage) => void taken.push(passage),
      () => undefined,
    );
    const before = taken.length;
    await new Promise((fulfil) => setImmediate(fulfil));
    stop.abort();
    await entering;
    if (taken.length === before) return taken;
  }
}

const emptied = (passages: readonly Passage[]): void => {
  for (const passage of passages) passage.leave();
};

describe('the level of a host', () => {
  it('begins at the ceiling, halves with a complaint, and rises slowly with answers', async () => {
    const gate = createHostGate(16, createSteppedClock());
    const first = await fill(gate, 'a.example');
    expect(first).toHaveLength(16);
    // All that was on its way when the host had enough counts once.
    for (const passage of first) passage.complained(null);
    emptied(first);
    const second = await fill(gate, 'a.example');
    expect(second).toHaveLength(8);
    for (const passage of second) passage.answered();
    emptied(second);
    const third = await fill(gate, 'a.example');
    expect(third).toHaveLength(9);
    emptied(third);
    expect(await fill(gate, 'b.example')).toHaveLength(16);
  });

  it('is never less than one', async () => {
    const gate = createHostGate(4, createSteppedClock());
    for (let round = 0; round < 5; round += 1) {
      const passages = await fill(gate, 'a.example');
      passages[0]?.complained(null);
      emptied(passages);
    }
    expect(await fill(gate, 'a.example')).toHaveLength(1);
  });

  it('lets whoever waits go in turn, and passes over those who gave up', async () => {
    const gate = createHostGate(1, createSteppedClock());
    const first = await gate.enter('a.example', { signal });
    const stop = new AbortController();
    const order: string[] = [];
    const second = gate.enter('a.example', { signal: stop.signal });
    const third = gate.enter('a.example', { signal }).then((passage) => {
      order.push('third');
      return passage;
    });
    const fourth = gate.enter('a.example', { signal }).then(() => order.push('fourth'));
    stop.abort('enough');
    await expect(second).rejects.toBe('enough');
    first.leave();
    (await third).leave();
    await fourth;
    expect(order).toEqual(['third', 'fourth']);
  });
});

async function startServer(listener: Parameters<typeof startPlainServer>[0]): Promise<PlainServer> {
  const server = await startPlainServer(listener);
  closing.push(server.close);
  return server;
}

describe('a host', () => {
  it('that names a time to be left alone is left alone by all', async () => {
    let isBusy = true;
    const server = await startServer((_request, response) => {
      if (isBusy) response.writeHead(503, { 'retry-after': '40' }).end();
      else response.end('here');
      isBusy = false;
    });
    const clock = createSteppedClock();
    const client = openHttpClient({
      version: '1',
      stallTimeoutMs: 2000,
      access: openTestAccess({}, {}, { clock }),
      home: 'http://127.0.0.1/',
    });
    closing.push(client.close);
    const ask = async (path: string): Promise<number> => {
      const url = `${server.url}${path}`;
      const response = await client.send(url, { method: 'GET', headers: {}, decompress: false, signal });
      response.body.destroy();
      return response.status;
    };
    expect(await clock.runUntil(ask('a'))).toBe(503);
    expect(clock.now()).toBe(0);
    expect(await clock.runUntil(Promise.all([ask('b'), ask('c')]))).toEqual([200, 200]);
    expect(clock.now()).toBe(40_000);
  });

  it('gets no more requests at a time than the profile says, and fewer once it cut some off', async () => {
    let open = 0;
    let most = 0;
    let isCuttingOff = false;
    const server = await startServer((request, response) => {
      open += 1;
      most = Math.max(most, open);
      response.once('close', () => {
        open -= 1;
      });
      if (isCuttingOff) request.socket.destroy();
      else setTimeout(() => response.end('x'), 20);
    });
    const access = openTestAccess({ connectionsPerHost: 6 });
    const client = openHttpClient({ version: '1', stallTimeoutMs: 2000, access, home: 'http://127.0.0.1/' });
    closing.push(client.close);
    const ask = async (): Promise<number> => {
      const response = await client.send(server.url, {
        method: 'GET',
        headers: {},
        decompress: false,
        signal,
      });
      let bytes = 0;
      for await (const chunk of response.body) bytes += chunk.byteLength;
      return bytes;
    };
    const askMany = (count: number) => Promise.allSettled(Array.from({ length: count }, ask));
    await askMany(20);
    expect(most).toBe(6);
    isCuttingOff = true;
    await askMany(6);
    isCuttingOff = false;
    most = 0;
    const answers = await askMany(6);
    expect(answers.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(most).toBeLessThanOrEqual(4);
  });
});
