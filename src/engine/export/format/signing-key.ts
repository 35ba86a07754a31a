import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../contract/problem';
import { codeOf, diskProblem } from '../../files/disk-problems';
import { makeFolders } from '../../files/make-folders';
import { readBoundedFile } from '../../files/read-file';
import { fingerprintOf } from './fingerprint';

/** The key with which this installation signs. Ed25519 (RFC 8032). */
export interface SigningKey {
  readonly fingerprint: string;
  /** The text of a signature file over these bytes. */
  readonly sign: (content: Uint8Array) => string;
}

const KEY_FILENAME = 'signing-key.pem';
const OWNER_ONLY = 0o600;
const LARGEST_KEY_BYTES = 65_536;
const RAW_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Reads the key in the application's folder, or makes it there. Throws `signing-key-unusable`, or a disk problem. */
export async function openSigningKey(
  folder: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<SigningKey> {
  signal.throwIfAborted();
  const path = join(folder, KEY_FILENAME);
  const present = await readBoundedFile(path, { limitBytes: LARGEST_KEY_BYTES });
  if (present !== null) return signingKey(readKey(present, path));
  await makeKey(folder, path);
  const made = await readBoundedFile(path, { limitBytes: LARGEST_KEY_BYTES });
  return signingKey(readKey(made ?? Buffer.alloc(0), path));
}

function readKey(pem: Buffer, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Falls through to the words below: what the library says of a key is of no use to a person.
  }
  return refuse('signing-key-unusable', { path, reason: 'it is no Ed25519 key' });
}

/** Two that begin at once end with the same key: who comes second keeps the first one's. */
async function makeKey(folder: string, path: string): Promise<void> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const fresh = `${path}.${randomUUID()}.new`;
  try {
    await makeFolders(folder);
    const file = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, OWNER_ONLY);
    try {
      await file.writeFile(pem);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(fresh, path).catch(async (error: unknown) => {
      // File systems without links have nobody else's key in the way as good as always.
      if (codeOf(error) !== 'EEXIST') await rename(fresh, path);
    });
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}

function signingKey(key: KeyObject): SigningKey {
  const raw = rawPublicKey(createPublicKey(key));
  return {
    fingerprint: fingerprintOf(raw),
    sign: (content) => {
      const signature = sign(null, content, key).toString('base64');
      const facts = { algorithm: 'ed25519', publicKey: raw.toString('base64'), signature };
      return `${JSON.stringify(facts, null, 2)}\n`;
    },
  };
}

/** The last 32 bytes of its DER form (RFC 8410). */
function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-RAW_KEY_BYTES);
}

const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const bytesOf = (length: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((bytes) => bytes.byteLength === length);

const signatureSchema = z.object({
  algorithm: z.literal('ed25519'),
  publicKey: bytesOf(RAW_KEY_BYTES),
  signature: bytesOf(SIGNATURE_BYTES),
});

/** The fingerprint of the key that signed these bytes; `null` where the signature does not belong to them. */
export function findSigner(content: Uint8Array, signatureFile: Buffer): string | null {
  try {
    const { publicKey, signature } = signatureSchema.parse(JSON.parse(signatureFile.toString('utf8')));
    const key = createPublicKey({
      key: Buffer.concat([DER_PREFIX, publicKey]),
      type: 'spki',
      format: 'der',
    });
    return verify(null, content, key, signature) ? fingerprintOf(publicKey) : null;
  } catch {
    return null;
  }
}
