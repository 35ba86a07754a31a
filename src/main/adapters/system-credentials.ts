import { safeStorage } from 'electron';
import Store from 'electron-store';
import { type Cipher, type CredentialStore, createCredentialStore } from './credential-store';

const SYSTEM_CIPHER: Cipher = {
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (encrypted) => safeStorage.decryptString(encrypted),
};

/** Passwords in `credentials.json` in the folder of the application's data, encrypted with the system's key. */
export function openSystemCredentials(): CredentialStore {
  const store = new Store<Record<string, unknown>>({ name: 'credentials', clearInvalidConfig: true });
  return createCredentialStore({
    cipher: () => (canKeepSecrets() ? SYSTEM_CIPHER : null),
    kept: { read: () => store.get('entries') ?? {}, write: (entries) => store.set('entries', entries) },
  });
}

/** Without libsecret or KWallet, Chromium encrypts with a key that everybody knows. */
function canKeepSecrets(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
