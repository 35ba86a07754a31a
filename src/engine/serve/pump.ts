import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { ByteRange } from './byte-range';

/** Larger ones are hardly faster, and each client that does not take its answer holds two. */
const BUFFER_BYTES = 256 * 1024;
const MOST_SPARE = 32;

/** Buffers that were used before: a fresh one for every piece costs as much as the copying. */
const spare: Buffer[] = [];

/**
 * Writes a part of a file into an answer: the next piece is read while the one before goes out. Rejects where the file
 * is shorter than that, or the client has gone.
 */
export async function pump(
  handle: FileHandle,
  { first, last }: ByteRange,
  response: ServerResponse,
): Promise<void> {
  const buffers = [
    spare.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES),
    spare.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES),
  ];
  const isGone = new Promise<never>((_, reject) => {
    response.once('close', () => reject(new Error('the client has gone')));
  });
  isGone.catch(() => undefined);
  let written: Promise<void> = Promise.resolve();
  for (let position = first, turn = 0; position <= last; turn = 1 - turn) {
    const buffer = buffers[turn] as Buffer;
    const wantedBytes = Math.min(BUFFER_BYTES, last - position + 1);
    const { bytesRead } = await handle.read(buffer, 0, wantedBytes, position);
    if (bytesRead === 0) throw new Error('the file ends too early');
    await written;
    written = Promise.race([write(response, buffer.subarray(0, bytesRead)), isGone]);
    written.catch(() => undefined);
    position += bytesRead;
  }
  await written;
  // Only here is it known that nothing reads them any more.
  if (spare.length < MOST_SPARE) spare.push(...buffers);
}

/** Resolves when the bytes are with the system, and the buffer is free. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((fulfil, reject) => {
    response.write(bytes, (error) => (error ? reject(error) : fulfil()));
  });
}
