import { PROFILE_DEFAULTS, PROFILE_VERSION, type Profile, PYPI_URL } from '../../../contract/profile';
import type { AppInfo } from '../../../contract/settings';
import type { Target } from '../../../contract/target';
import { withTargets } from '../choose/targets/choose-targets';

export type UpstreamChoice = 'pypi' | 'sample' | 'other';

/** What the form for a new mirror holds. */
export interface MirrorDraft {
  readonly name: string;
  readonly directory: string;
  /** Whether the person chose the folder; until then it follows the name. */
  readonly directoryChosen: boolean;
  readonly upstream: UpstreamChoice;
  readonly address: string;
  readonly allowlist: string;
  readonly targets: readonly Target[];
}

export type DraftField = 'name' | 'directory' | 'address';

/** Without a network the sample is what works. */
export function startDraft(online: boolean, info: AppInfo | null): MirrorDraft {
  return chooseUpstream(
    {
      name: '',
      directory: '',
      directoryChosen: false,
      upstream: 'pypi',
      address: '',
      allowlist: '',
      targets: [],
    },
    online ? 'pypi' : 'sample',
    info,
  );
}

/** Changes the upstream; the sample brings its allowlist along, and takes it away again if nobody touched it. */
export function chooseUpstream(
  draft: MirrorDraft,
  upstream: UpstreamChoice,
  info: AppInfo | null,
): MirrorDraft {
  const sample = info?.sampleAllowlist ?? '';
  const untouched = draft.allowlist.trim() === '' || draft.allowlist === sample;
  const allowlist = untouched ? (upstream === 'sample' ? sample : '') : draft.allowlist;
  return { ...draft, upstream, allowlist };
}

/** A mirror goes by its folder's name: what was typed counts until a folder was chosen. */
export function nameOf({ name, directory, directoryChosen }: MirrorDraft): string {
  if (!directoryChosen) return name;
  const path = directory.trim();
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

/** The fields that still lack something. */
export function missingFields(draft: MirrorDraft): readonly DraftField[] {
  const missing: DraftField[] = [];
  if (nameOf(draft).trim() === '') missing.push('name');
  if (draft.directory.trim() === '') missing.push('directory');
  if (draft.upstream === 'other' && draft.address.trim() === '') missing.push('address');
  return missing;
}

export function profileOf(draft: MirrorDraft, info: AppInfo | null): Profile {
  const addresses = {
    pypi: PYPI_URL,
    sample: info?.sampleIndexUrl ?? PYPI_URL,
    other: draft.address.trim(),
  };
  return {
    version: PROFILE_VERSION,
    upstreamUrl: addresses[draft.upstream],
    allowlist: draft.allowlist,
    ...PROFILE_DEFAULTS,
    ...withTargets(PROFILE_DEFAULTS, draft.targets),
  };
}
