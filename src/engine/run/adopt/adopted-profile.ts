import type { ImportNote } from '../../../contract/import-report';
import { refuse } from '../../../contract/problem';
import { PROFILE_DEFAULTS, PROFILE_VERSION, type Profile, PYPI_URL } from '../../../contract/profile';
import { DISK_INPUT_FILES } from '../../inputs/disk-input-files';
import { importInput } from '../../inputs/import-input';
import { readAllowlist } from '../../profile/allowlist';
import { contentOf } from '../import-into';

export interface AdoptedProfile {
  readonly profile: Profile;
  readonly notes: readonly ImportNote[];
}

/** bandersnatch mirrors every version and every kind of file, unless a filter drops them. */
const AS_BANDERSNATCH: Profile = {
  version: PROFILE_VERSION,
  upstreamUrl: PYPI_URL,
  allowlist: '',
  ...PROFILE_DEFAULTS,
  options: { ...PROFILE_DEFAULTS.options, prereleases: 'always' },
};

/** The profile that bandersnatch's configuration makes. Throws `input-invalid`, `input-unrecognised`, or a disk problem. */
export async function profileOfConfiguration(
  path: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<AdoptedProfile> {
  const source = await contentOf({ kind: 'path', path });
  const { report } = await importInput({
    ...DISK_INPUT_FILES,
    source,
    profile: AS_BANDERSNATCH,
    choices: null,
    environmentVariable: (name) => process.env[name] ?? null,
    signal,
  });
  if (report.kind !== 'bandersnatch') {
    const reason = 'it is no configuration of bandersnatch';
    refuse('input-invalid', { name: report.name, place: path, reason });
  }
  return { profile: report.profile, notes: report.notes };
}

/** The profile for what is here: what the configuration says, and the names found where it lists none. */
export function profileOfNames(configured: Profile | null, names: readonly string[]): Profile {
  const profile = configured ?? AS_BANDERSNATCH;
  if (profile.scope === 'everything' || profile.allowlist.trim() !== '') return profile;
  return { ...profile, allowlist: `# found in the mirror of bandersnatch\n${names.join('\n')}\n` };
}

/** Which of the names the profile does not ask for. */
export function namesNotAskedFor(
  profile: Profile,
  names: readonly string[],
  path: string,
): readonly string[] {
  if (profile.scope === 'everything' || profile.closure.mode !== 'none') return [];
  const { byProject } = readAllowlist(profile.allowlist, path, { mayBeEmpty: true });
  return names.filter((name) => !(byProject as ReadonlyMap<string, unknown>).has(name));
}
