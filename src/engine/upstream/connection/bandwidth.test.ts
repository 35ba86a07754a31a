import { expect, it } from 'vitest';
import { openTestAccess } from '../../../../testing/network-access';
import { startPlainServer } from '../../../../testing/plain-server';
import { createSteppedClock } from '../../../../testing/stepped-clock';
import { openHttpClient } from '../http-client';
import { createBandwidth } from './bandwidth';

const { signal } = new AbortController();

it('gives everybody together no more than there is', async () => {
  const clock = createSteppedClock();
  const bandwidth = createBandwidth(1000, clock);
  const readers = [1, 2, 3, 4].map(async () => {
    for (let piece = 0; piece < 5; piece += 1) await bandwidth.take(100, { signal });
  });
  await clock.runUntil(Promise.all(readers));
  expect(clock.now()).toBeGreaterThanOrEqual(1750);
  expect(clock.now()).toBeLessThanOrEqual(2000);
});

it('does not save up what nobody used for long', async () => {
  const clock = createSteppedClock();
  const bandwidth = createBandwidth(1000, clock);
  await clock.runUntil(clock.sleep(60_000, { signal }));
  await clock.runUntil(bandwidth.take(1250, { signal }));
  expect(clock.now()).toBe(61_000);
});

it('lets go of whoever is stopped', async () => {
  const stop = new AbortController();
  const clock = createSteppedClock();
  const waiting = createBandwidth(10, clock).take(1000, { signal: stop.signal });
  stop.abort('enough');
  await expect(waiting).rejects.toBe('enough');
});

it('holds back the bodies of two downloads at once', async () => {
  const server = await startPlainServer((_request, response) => response.end('x'.repeat(100_000)));
  const clock = createSteppedClock();
  const access = openTestAccess({ maxBytesPerSecond: 20_000 }, {}, { clock });
  const client = openHttpClient({ version: '1', stallTimeoutMs: 2000, access, home: 'http://127.0.0.1/' });
  const read = async (): Promise<number> => {
    const response = await client.send(server.url, { method: 'GET', headers: {}, decompress: false, signal });
    let bytes = 0;
    for await (const chunk of response.body) bytes += chunk.byteLength;
    return bytes;
  };
  expect(await clock.runUntil(Promise.all([read(), read()]))).toEqual([100_000, 100_000]);
  expect(clock.now()).toBeGreaterThanOrEqual(9750);
  await client.close();
  await server.close();
});
