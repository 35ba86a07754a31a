import type { BundleFacts } from '../../../contract/carry-state';
import type { BundleImport } from '../../state/bundle-actions';

/** What a person decides before an import. */
export interface BundleDraft {
  readonly mirror: string;
  /** They have compared the fingerprint. */
  readonly confirmed: boolean;
}

/** `known`: the mirror that takes it in trusts this key. `other`: it trusts another one. `new`: it trusts none yet. */
export type KeyStanding = 'known' | 'other' | 'new';

export type BundleFault = 'folder' | 'key';

export function startBundleDraft({ goesOnWith, suggestedDirectory }: BundleFacts): BundleDraft {
  return { mirror: goesOnWith?.mirror ?? suggestedDirectory, confirmed: false };
}

export function keyStanding({ goesOnWith, fingerprint }: BundleFacts, { mirror }: BundleDraft): KeyStanding {
  if (goesOnWith === null || goesOnWith.mirror !== mirror.trim()) return 'new';
  return goesOnWith.fingerprint === fingerprint ? 'known' : 'other';
}

export function bundleFaults(facts: BundleFacts, draft: BundleDraft): readonly BundleFault[] {
  const faults: BundleFault[] = [];
  if (draft.mirror.trim() === '') faults.push('folder');
  if (keyStanding(facts, draft) !== 'known' && !draft.confirmed) faults.push('key');
  return faults;
}

/** What is sent. A key that is known is not confirmed again: the mirror itself says whether it is. */
export function importOf(facts: BundleFacts, draft: BundleDraft, acceptsRemovals: boolean): BundleImport {
  const fingerprint = keyStanding(facts, draft) === 'known' ? null : facts.fingerprint;
  return { mirror: draft.mirror.trim(), fingerprint, acceptsRemovals };
}
