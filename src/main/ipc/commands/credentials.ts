import type { CredentialStore } from '../../adapters/credential-store';
import type { HandlersOf } from '../handlers';

/** What hosts want goes in here and does not come out again. */
export function credentialHandlers(store: CredentialStore): HandlersOf<'credentials'> {
  return {
    'credentials.list': () => store.list(),
    'credentials.set': ({ address, credential }) => store.set(address, credential),
    'credentials.forget': ({ address }) => store.forget(address),
  };
}
