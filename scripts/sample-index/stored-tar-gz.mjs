import { crc32 } from 'node:zlib';

const TAR_BLOCK_BYTES = 512;
const LARGEST_STORED_BLOCK_BYTES = 0xffff;
/** Magic, deflate, no flags, no time, no hint, operating system unknown: nothing in it tells who wrote it. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/**
 * Returns a `.tar.gz` with the entries in the order given, the same on every machine: ustar headers that name no
 * owner, and a gzip stream (RFC 1952) of stored blocks, which no build of zlib has a say in.
 *
 * @param {readonly { path: string, bytes: Buffer }[]} entries paths in ASCII with slashes, at most 100 characters
 * @param {Date} modified the time that every entry carries
 * @returns {Buffer}
 */
export function storedTarGz(entries, modified) {
  const blocks = entries.flatMap(({ path, bytes }) => [
    tarHeader(path, bytes.length, modified),
    bytes,
    Buffer.alloc(-bytes.length & (TAR_BLOCK_BYTES - 1)),
  ]);
  return gzip(Buffer.concat([...blocks, Buffer.alloc(2 * TAR_BLOCK_BYTES)]));
}

function tarHeader(path, sizeBytes, modified) {
  if (path.length > 100)
    throw new Error(`"${path}" is too long for a tar header. Shorten it to 100 characters.`);
  const header = Buffer.alloc(TAR_BLOCK_BYTES);
  header.write(path, 0, 'ascii');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(sizeBytes)}\0`, 124);
  header.write(`${octal(Math.floor(modified.getTime() / 1000))}\0`, 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function octal(number) {
  return number.toString(8).padStart(11, '0');
}

function gzip(content) {
  const parts = [GZIP_HEADER];
  for (let start = 0; start < content.length; start += LARGEST_STORED_BLOCK_BYTES) {
    const block = content.subarray(start, start + LARGEST_STORED_BLOCK_BYTES);
    const header = Buffer.alloc(5);
    header.writeUInt8(start + block.length === content.length ? 1 : 0, 0);
    header.writeUInt16LE(block.length, 1);
    header.writeUInt16LE(~block.length & 0xffff, 3);
    parts.push(header, block);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length, 4);
  return Buffer.concat([...parts, trailer]);
}
