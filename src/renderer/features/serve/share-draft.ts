import type { ShareChoice } from '../../../contract/sharing';
import { HOST_NAME, SERVING_SECRET } from '../../../contract/sharing-schema';

/** What stands in the form; what is hidden in it is kept, so that a switch can be tried and turned back. */
export interface ShareDraft {
  readonly isShared: boolean;
  /** Names between commas or spaces. */
  readonly names: string;
  readonly encryption: 'none' | 'made' | 'own';
  readonly certificatePath: string;
  readonly keyPath: string;
  readonly access: 'none' | 'token' | 'password';
  readonly user: string;
  readonly secret: string;
}

/** Once it is shared: encrypted, for who has the token. A person may want less, and says so. */
export const FIRST_DRAFT: ShareDraft = {
  isShared: false,
  names: '',
  encryption: 'made',
  certificatePath: '',
  keyPath: '',
  access: 'token',
  user: '',
  secret: '',
};

export type DraftFault = 'names' | 'certificate' | 'secret' | 'user';

export function findDraftFault({
  isShared,
  names,
  encryption,
  certificatePath,
  keyPath,
  access,
  user,
  secret,
}: ShareDraft): DraftFault | null {
  if (!isShared) return null;
  if (!splitNames(names).every((name) => HOST_NAME.test(name))) return 'names';
  if (encryption === 'own' && (certificatePath.trim() === '' || keyPath.trim() === '')) return 'certificate';
  if (access !== 'password') return null;
  if (/[\s:]/.test(user.trim())) return 'user';
  return SERVING_SECRET.test(secret) ? null : 'secret';
}

/** Of a draft without a fault. */
export function readDraft(draft: ShareDraft): ShareChoice {
  const { isShared, names, encryption, certificatePath, keyPath, access, user, secret } = draft;
  if (!isShared) {
    return { reach: 'computer', names: [], encryption: { kind: 'none' }, access: { kind: 'none' } };
  }
  return {
    reach: 'network',
    names: splitNames(names),
    encryption:
      encryption === 'own'
        ? { kind: 'own', certificatePath: certificatePath.trim(), keyPath: keyPath.trim() }
        : { kind: encryption },
    access:
      access === 'password'
        ? { kind: 'password', user: user.trim() === '' ? null : user.trim(), secret }
        : { kind: access },
  };
}

function splitNames(names: string): readonly string[] {
  return names
    .split(/[\s,]+/)
    .filter((name) => name !== '')
    .map((name) => name.toLowerCase());
}
