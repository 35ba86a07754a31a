import { crc32 } from 'node:zlib';

/** Bits of the "made by" and attribute fields that say: a regular file of a Unix system, rw-r--r--. */
const MADE_BY_UNIX = (3 << 8) | 20;
const REGULAR_FILE = (0o100644 << 16) >>> 0;
const VERSION_NEEDED = 20;

/**
 * Returns a zip archive (PKWARE APPNOTE 6.3) that holds the entries uncompressed and in the order given.
 *
 * Entries are stored, not deflated, since two builds of zlib may deflate the same bytes differently: the archive
 * depends on the entries and `modified` alone, whatever made it.
 *
 * @param {readonly { path: string, bytes: Buffer }[]} entries paths in ASCII with slashes
 * @param {Date} modified the time that every entry carries, in UTC and to two seconds
 * @returns {Buffer}
 */
export function storedZip(entries, modified) {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path, 'ascii');
    const shared = sharedFields(name, bytes, modified);
    const local = Buffer.concat([signature(0x04034b50), shared, name, bytes]);
    locals.push(local);
    centrals.push(centralHeader(shared, name, offset));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, endOfDirectory(entries.length, directory.length, offset)]);
}

/** The 26 bytes that a local and a central header have in common. */
function sharedFields(name, bytes, modified) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION_NEEDED, 0);
  fields.writeUInt16LE(dosTime(modified), 6);
  fields.writeUInt16LE(dosDate(modified), 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function centralHeader(shared, name, localOffset) {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_BY_UNIX);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(REGULAR_FILE, 6);
  rest.writeUInt32LE(localOffset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, shared, rest, name]);
}

function endOfDirectory(count, directoryBytes, directoryOffset) {
  const fields = Buffer.alloc(18);
  fields.writeUInt16LE(count, 4);
  fields.writeUInt16LE(count, 6);
  fields.writeUInt32LE(directoryBytes, 8);
  fields.writeUInt32LE(directoryOffset, 12);
  return Buffer.concat([signature(0x06054b50), fields]);
}

function signature(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function dosTime(date) {
  return (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
}

function dosDate(date) {
  return ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
}
