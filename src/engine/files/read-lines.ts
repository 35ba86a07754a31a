import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** We write none that comes near it; a disk that failed may leave gigabytes of zeros without an end of line. */
export const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/**
 * The lines of a file that ends them with `\n`, read from its beginning. A line that is longer than `longestBytes` is
 * passed over, so that memory stays flat whatever the file holds. The caller closes it. Throws what the system says.
 */
export async function* readLines(
  file: FileHandle,
  { longestBytes }: { readonly longestBytes: number },
): AsyncGenerator<string> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let begun: Buffer[] = [];
  let begunBytes = 0;
  const begin = (): void => {
    begun = [];
    begunBytes = 0;
  };
  const take = (part: Buffer): void => {
    begunBytes += part.length;
    if (begunBytes > longestBytes) begun = [];
    // The chunk is filled again before the line is whole.
    else begun.push(Buffer.from(part));
  };
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end !== -1 && end < bytesRead;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      if (begunBytes === 0) {
        if (end - start <= longestBytes) yield chunk.toString('utf8', start, end);
      } else {
        take(chunk.subarray(start, end));
        if (begunBytes <= longestBytes) yield Buffer.concat(begun).toString('utf8');
        begin();
      }
      start = end + 1;
    }
    if (start < bytesRead) take(chunk.subarray(start, bytesRead));
  }
  if (begunBytes > 0 && begunBytes <= longestBytes) yield Buffer.concat(begun).toString('utf8');
}
