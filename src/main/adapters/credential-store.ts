import { z } from 'zod';
import { type Credential, type CredentialList, credentialSchema } from '../../contract/credentials';
import type { CredentialSource } from '../../engine/upstream/connection/credentials';

/** What hosts want before they give something out, by origin. Windows learn the origins and no more. */
export interface CredentialStore {
  readonly list: () => CredentialList;
  /** `address`: of the host, or of anything on it. */
  readonly set: (address: string, credential: Credential) => CredentialList;
  readonly forget: (address: string) => CredentialList;
  readonly find: CredentialSource;
}

/** Encrypts with a key that the system keeps for this person: Keychain, DPAPI, libsecret, KWallet. */
export interface Cipher {
  readonly encrypt: (text: string) => Buffer;
  /** Throws for what was encrypted elsewhere. */
  readonly decrypt: (encrypted: Buffer) => string;
}

export interface CredentialStoreParts {
  /** `null` where the system has no such place, so that nothing may be written down. Asked each time: it may come later. */
  readonly cipher: () => Cipher | null;
  /** What is remembered from one start to the next: base64 by origin. */
  readonly kept: { readonly read: () => unknown; readonly write: (entries: Record<string, string>) => void };
}

const entriesSchema = z.record(z.string(), z.string()).catch({});

/** Without a place for secrets they stay in memory, and are gone when the application ends. */
export function createCredentialStore({ cipher, kept }: CredentialStoreParts): CredentialStore {
  const inMemory = new Map<string, Credential>();
  const read = (): Record<string, string> => entriesSchema.parse(kept.read());
  const list = (): CredentialList => ({
    origins: [...new Set([...inMemory.keys(), ...Object.keys(read())])].sort(),
    kept: cipher() === null ? 'memory' : 'encrypted',
  });
  const forget = (origin: string): void => {
    inMemory.delete(origin);
    const { [origin]: before, ...others } = read();
    if (before !== undefined) kept.write(others);
  };
  return {
    list,
    set: (address, credential) => {
      const { origin } = new URL(address);
      const found = cipher();
      forget(origin);
      if (found === null) inMemory.set(origin, credential);
      else {
        const encrypted = found.encrypt(JSON.stringify(credential)).toString('base64');
        kept.write({ ...read(), [origin]: encrypted });
      }
      return list();
    },
    forget: (address) => {
      forget(new URL(address).origin);
      return list();
    },
    find: async (url) => {
      const { origin } = new URL(url);
      const remembered = inMemory.get(origin);
      if (remembered !== undefined) return remembered;
      const entries = read();
      const encrypted = Object.hasOwn(entries, origin) ? entries[origin] : undefined;
      const found = encrypted === undefined ? null : cipher();
      return encrypted === undefined || found === null ? null : decrypted(found, encrypted);
    },
  };
}

/** What another person's key encrypted, or something damaged, is as good as nothing. */
function decrypted(cipher: Cipher, encrypted: string): Credential | null {
  try {
    const text = cipher.decrypt(Buffer.from(encrypted, 'base64'));
    return credentialSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
