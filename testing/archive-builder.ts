import { deflateRawSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { crc32 } from './crc32';

/** An entry of a zip, and what its directory may say that is not so. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Buffer;
  readonly deflated?: boolean;
  readonly encrypted?: boolean;
  /** What the directory gives as the size after unpacking. */
  readonly declaredBytes?: number;
}

export interface ZipOptions {
  readonly comment?: string;
  /** With the records of APPNOTE 4.3.14 and 4.3.15, and places that are only told there. */
  readonly zip64?: boolean;
}

/** Zips as other tools write them, and as nobody should (PKWARE APPNOTE 4.3). */
export function buildZip(
  entries: readonly ZipEntry[],
  { comment = '', zip64 = false }: ZipOptions = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const packed = entry.deflated === true ? deflateRawSync(entry.content) : entry.content;
    const fields = fieldsOf(entry, packed, name);
    const local = Buffer.concat([u32(0x04034b50), fields, name, packed]);
    const extra = zip64 ? Buffer.concat([u16(1), u16(8), u64(offset)]) : Buffer.alloc(0);
    fields.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(0o100644 * 0x10000, 6);
    place.writeUInt32LE(zip64 ? 0xffffffff : offset, 10);
    directory.push(Buffer.concat([u32(0x02014b50), Buffer.from([45, 3]), fields, place, name, extra]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const size = { entries: entries.length, bytes: central.length, offset };
  return Buffer.concat([
    ...parts,
    central,
    zip64 ? zip64End(size) : Buffer.alloc(0),
    end(size, comment, zip64),
  ]);
}

interface DirectorySize {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

function fieldsOf(
  { content, deflated, encrypted, declaredBytes }: ZipEntry,
  packed: Buffer,
  name: Buffer,
): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(45, 0);
  fields.writeUInt16LE(encrypted === true ? 1 : 0, 2);
  fields.writeUInt16LE(deflated === true ? 8 : 0, 4);
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(declaredBytes ?? content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function end({ entries, bytes, offset }: DirectorySize, comment: string, zip64: boolean): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(zip64 ? 0xffff : entries, 4);
  record.writeUInt16LE(zip64 ? 0xffff : entries, 6);
  record.writeUInt32LE(zip64 ? 0xffffffff : bytes, 8);
  record.writeUInt32LE(zip64 ? 0xffffffff : offset, 12);
  record.writeUInt16LE(comment.length, 16);
  return Buffer.concat([u32(0x06054b50), record, Buffer.from(comment)]);
}

function zip64End({ entries, bytes, offset }: DirectorySize): Buffer {
  const record = [u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0)];
  const sizes = [u64(entries), u64(entries), u64(bytes), u64(offset)];
  const locator = [u32(0x07064b50), u32(0), u64(offset + bytes), u32(1)];
  return Buffer.concat([...record, ...sizes, ...locator]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

export interface TarEntry {
  readonly name: string;
  readonly content?: Buffer | string;
  readonly type?: 'symlink' | 'link';
  readonly linkname?: string;
  readonly pax?: Record<string, string>;
}

/** A real `.tar.gz` with these entries, in this order. */
export async function buildTarGz(entries: readonly TarEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...header } of entries) archive.entry(header, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}
