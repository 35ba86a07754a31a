import { createCipheriv, createHash } from 'node:crypto';
import { crc32 } from './crc32';

/** What a test wheel is made of. `padding` adds a file of that many bytes that do not compress. */
export interface WheelSpec {
  readonly name: string;
  readonly version: string;
  readonly requires?: readonly string[];
  readonly extras?: readonly string[];
  readonly requiresPython?: string;
  /** More lines of METADATA. */
  readonly headers?: readonly string[];
  /** `py3-none-any` where nothing is said. */
  readonly tag?: string;
  readonly paddingBytes?: number;
  /** Puts METADATA before the padding, far from the end where tools put it. */
  readonly metadataFirst?: boolean;
  /** Makes wheels of the same name and version differ. */
  readonly salt?: string;
  /** What an index says of it (PEP 592): it was taken back, with a reason or with an empty one. */
  readonly yanked?: string;
}

export interface BuiltWheel {
  readonly filename: string;
  readonly content: Buffer;
  readonly metadata: Buffer;
}

/** Builds a real wheel that pip installs: a module of the project's name with `__version__`. The same spec gives the same bytes. */
export function buildWheel(spec: WheelSpec): BuiltWheel {
  const {
    version,
    requires = [],
    headers = [],
    requiresPython,
    paddingBytes = 0,
    salt = '',
    tag = 'py3-none-any',
  } = spec;
  const name = spec.name.replace(/[-_.]+/g, '_').toLowerCase();
  const info = `${name}-${version}.dist-info`;
  const metadata = Buffer.from(
    [
      'Metadata-Version: 2.1',
      `Name: ${spec.name}`,
      `Version: ${version}`,
      ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
      ...(spec.extras ?? []).map((extra) => `Provides-Extra: ${extra}`),
      ...headers,
      ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
      '',
    ].join('\n'),
  );
  const files: [string, Buffer][] = [
    [`${name}/__init__.py`, Buffer.from(`__version__ = "${version}"\nsalt = "${salt}"\n`)],
    [`${info}/METADATA`, metadata],
    [
      `${info}/WHEEL`,
      Buffer.from(`Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`),
    ],
  ];
  if (paddingBytes > 0)
    files.splice(spec.metadataFirst === true ? files.length : 1, 0, [
      `${name}/padding.bin`,
      noise(`${name}${version}${salt}`, paddingBytes),
    ]);
  const record = files.map(
    ([path, content]) => `${path},sha256=${sha256(content, 'base64url')},${content.length}`,
  );
  files.push([`${info}/RECORD`, Buffer.from(`${[...record, `${info}/RECORD,,`].join('\n')}\n`)]);
  return { filename: `${name}-${version}-${tag}.whl`, content: zip(files), metadata };
}

export function sha256(content: Buffer, encoding: 'hex' | 'base64url' = 'hex'): string {
  return createHash('sha256').update(content).digest(encoding);
}

/** Bytes that depend on the seed alone: a cipher's, which come by the hundred megabytes in a second. */
function noise(seed: string, bytes: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** A zip of stored entries (PKWARE APPNOTE 4.3): enough for wheels, and the same everywhere. */
export function zip(files: readonly (readonly [string, Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, name, content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(0o100644 * 0x10000, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), common, place, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
