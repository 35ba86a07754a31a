import { parse, TomlError } from 'smol-toml';
import type { NetworkOptions } from '../../contract/network';
import { refuse } from '../../contract/problem';
import {
  type ClosureOptions,
  DEFAULT_CLOSURE_OPTIONS,
  DEFAULT_PROFILE_OPTIONS,
  PROFILE_DEFAULTS,
  PROFILE_VERSION,
  type Profile,
  type ProfileOptions,
} from '../../contract/profile';
import { profileSchema } from '../../contract/profile-schema';
import { NETWORK_KEYS, renderIndexes, renderNetwork } from './network-toml';
import { readRules, renderRules, ruleKey } from './rules-toml';
import { readTargets, renderTargets } from './targets-toml';
import { renderLines } from './toml-value';

/** The profile's keys as they stand in the file, and the fields that they fill. */
const OPTION_KEYS: { readonly [Key in keyof ProfileOptions]: string } = {
  newestVersions: 'newest-versions',
  distributions: 'distributions',
  prereleases: 'prereleases',
  parallelDownloads: 'parallel-downloads',
};

const CLOSURE_KEYS: { readonly [Key in keyof ClosureOptions]: string } = {
  mode: 'mode',
  newestVersions: 'newest-versions',
  bootstrap: 'bootstrap',
};

/** For listed projects and targets, where nothing else is written: what an installer on them would choose. */
const FOLLOWING = { mode: 'resolved' } as const satisfies Partial<ClosureOptions>;
/** For targets, where nothing else is written. */
const FOR_TARGETS = { distributions: 'wheels' } as const satisfies Partial<ProfileOptions>;

/** Renders a profile as TOML 1.0 that a person can read and edit. `parseProfile` gives the same profile back. */
export function renderProfile(profile: Profile): string {
  const { options, closure } = profile;
  const newest =
    options.newestVersions === null
      ? `# ${OPTION_KEYS.newestVersions} = 3        # keep only the newest versions of each project`
      : `${OPTION_KEYS.newestVersions} = ${options.newestVersions}`;
  return `# What this mirror holds. Written by Sandgrouse; may be edited by hand.
version = ${PROFILE_VERSION}
upstream = ${JSON.stringify(profile.upstreamUrl)}
scope = "${profile.scope}"    # "listed", or "everything": all projects of upstream, less what the rules drop

# One requirement a line, as in PEP 508. Comments start with "#".
allowlist = ${renderLines(profile.allowlist)}

# Limits on versions that ask for nothing by themselves, one a line.
constraints = ${renderLines(profile.constraints)}

# The Pythons that will install from this mirror. None: files for every environment.
targets = ${renderTargets(profile.targets)}

# Lock files in this folder whose files come, by hash: for the targets or for all.
locks = [${profile.locks.map(({ path, files }) => `\n  { path = ${JSON.stringify(path)}, files = "${files}" },`).join('')}${profile.locks.length > 0 ? '\n' : ''}]

[closure]
${CLOSURE_KEYS.mode} = "${closure.mode}"          # "none", "resolved" or "all-matching"
${closure.newestVersions === null ? `# ${CLOSURE_KEYS.newestVersions} = 3      # for "all-matching": no more than these of each requirement` : `${CLOSURE_KEYS.newestVersions} = ${closure.newestVersions}      # for "all-matching"`}
${CLOSURE_KEYS.bootstrap} = ${closure.bootstrap}      # pip, setuptools and wheel for every target

[options]
${newest}
${OPTION_KEYS.distributions} = "${options.distributions}"          # "wheels", "wheels-or-sdist" or "all"
${OPTION_KEYS.prereleases} = "${options.prereleases}"    # "when-asked" or "always"
${OPTION_KEYS.parallelDownloads} = ${options.parallelDownloads}
${renderRules(profile.rules)}${renderNetwork(profile.network)}${renderIndexes(profile.indexes)}`;
}

/**
 * Parses the text of a profile. Unknown keys are refused, so that a misspelt one is not silently without effect.
 * Throws `profile-invalid` (with the line where TOML itself is wrong) or `profile-newer`.
 */
export function parseProfile(text: string, path: string): Profile {
  const table = parseTable(text, path);
  const { version, upstream, scope, allowlist, constraints, targets, locks, ...tables } = table;
  const { options, closure, rules, network, indexes, ...unknown } = tables;
  const invalid = (reason: string): never => refuse('profile-invalid', { path, reason });
  if (typeof version === 'number' && version > PROFILE_VERSION) {
    refuse('profile-newer', { path, version, supportedVersion: PROFILE_VERSION });
  }
  const unknownKey = Object.keys(unknown)[0];
  if (unknownKey !== undefined) invalid(`it has an unknown key, "${unknownKey}"`);
  const hasTargets = Array.isArray(targets) && targets.length > 0;
  const follows = hasTargets && (scope ?? PROFILE_DEFAULTS.scope) === 'listed';
  const parsed = profileSchema.safeParse({
    version,
    upstreamUrl: upstream,
    indexes: indexes ?? PROFILE_DEFAULTS.indexes,
    scope: scope ?? PROFILE_DEFAULTS.scope,
    allowlist,
    constraints: constraints ?? PROFILE_DEFAULTS.constraints,
    targets: readTargets(targets ?? [], invalid),
    closure: {
      ...DEFAULT_CLOSURE_OPTIONS,
      ...(follows ? FOLLOWING : {}),
      ...readClosure(closure, invalid),
    },
    locks: locks ?? PROFILE_DEFAULTS.locks,
    rules: readRules(rules, invalid),
    options: {
      ...DEFAULT_PROFILE_OPTIONS,
      ...(hasTargets ? FOR_TARGETS : {}),
      ...readTable('options', options, OPTION_KEYS, invalid),
    },
    network: { ...PROFILE_DEFAULTS.network, ...readTable('network', network, NETWORK_KEYS, invalid) },
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return invalid(`"${fileKey(issue?.path ?? [])}": ${issue?.message ?? 'not valid'}`);
}

/** A closure without a limit written down has none; one that is not there at all has the default. */
function readClosure(table: unknown, invalid: (reason: string) => never): object {
  if (table === undefined) return {};
  return { newestVersions: null, ...readTable('closure', table, CLOSURE_KEYS, invalid) };
}

function parseTable(text: string, path: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0] ?? 'not TOML';
    return refuse('profile-invalid', {
      path,
      reason: `line ${error.line}, column ${error.column}: ${reason}`,
    });
  }
}

/** The fields of a table, by the keys that stand for them in the file. */
function readTable(
  name: string,
  table: unknown,
  fieldKeys: Readonly<Record<string, string>>,
  invalid: (reason: string) => never,
): object {
  if (table === undefined) return {};
  if (typeof table !== 'object' || table === null || Array.isArray(table) || table instanceof Date) {
    return invalid(`"${name}" is not a table`);
  }
  const fields = new Map(Object.entries(fieldKeys).map(([field, key]) => [key, field]));
  return Object.fromEntries(
    Object.entries(table).map(([key, value]: [string, unknown]) => [
      fields.get(key) ?? invalid(`it has an unknown key in "${name}", "${key}"`),
      value,
    ]),
  );
}

/** The key in the file that a schema's path stands for. */
function fileKey(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === 'upstreamUrl') return 'upstream';
  if (second === undefined) return first ?? 'profile';
  if (first === 'options') return OPTION_KEYS[second as keyof ProfileOptions] ?? second;
  if (first === 'rules') return `rules.${ruleKey(second)}`;
  if (first === 'network') return NETWORK_KEYS[second as keyof NetworkOptions] ?? second;
  if (first === 'closure') return CLOSURE_KEYS[second as keyof ClosureOptions] ?? second;
  return first ?? 'profile';
}
