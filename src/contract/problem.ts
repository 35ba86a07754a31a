import { redactAddresses } from './redact';

/**
 * The catalogue of everything that can go wrong and that a person or a script is told about. A condition has one code;
 * its parameters are data; its words are in `texts/`, one table per language.
 */
export interface ProblemParameters {
  // profile
  'profile-missing': { directory: string };
  /** An export lies where a mirror is wanted. */
  'profile-of-export': { directory: string };
  'profile-exists': { directory: string };
  'profile-invalid': { path: string; reason: string };
  'profile-newer': { path: string; version: number; supportedVersion: number };
  /** `reason`: what keeps a mirror of another tool from being adopted, in words. */
  'adoption-refused': { directory: string; reason: string };
  'allowlist-empty': { path: string };
  'allowlist-invalid': { path: string; lines: readonly { line: number; text: string; message: string }[] };
  'requirements-file-unreadable': { path: string; reason: string };
  // inputs
  'input-unrecognised': { name: string; reason: string };
  /** `place`: `uv.lock, package "attrs"`, `requirements.txt, line 3`. */
  'input-invalid': { name: string; place: string; reason: string };
  // upstream
  'upstream-url-invalid': { url: string; reason: string };
  'upstream-unreachable': { url: string; cause: string };
  'upstream-stalled': { url: string; timeoutMs: number };
  /** `source`: where its address stands, in words; the address may hold a password and is not told. */
  'proxy-invalid': { source: string };
  /** `proxy`: its address, without what it is told. */
  'proxy-unreachable': { url: string; proxy: string; cause: string };
  /** HTTP status 401 or 403. `origin`: whose password is wanted. `wereGiven`: one was, and was not good enough. */
  'upstream-credentials': {
    url: string;
    origin: string;
    host: string;
    status: number;
    wereGiven: boolean;
  };
  /** Nothing can be reached; the run waits, no longer than until `endsAtMs`. */
  'network-lost': { host: string; cause: string; endsAtMs: number };
  /** An index leads further inside than it is itself: to this computer, or into its network. */
  'upstream-address-refused': { url: string; reason: string };
  /** A file of certificate authorities. */
  'certificate-file-invalid': { path: string; reason: string };
  'upstream-certificate': {
    url: string;
    cause: string;
    /** What would help: another authority, the right time, another address, or whoever runs it. */
    remedy: 'authority' | 'clock' | 'address' | 'operator';
  };
  /** No encrypted connection comes about, for another reason than the certificate. */
  'upstream-encryption': { url: string; cause: string };
  'proxy-refused': { url: string; proxy: string; reason: string; wantsPassword: boolean };
  /** `retryAfterMs`: how long upstream asked to be left alone (RFC 9110 Retry-After); null when it did not say. */
  'upstream-status': { url: string; status: number; retryAfterMs: number | null };
  'upstream-page-invalid': { url: string; reason: string };
  'upstream-page-too-large': { url: string; limitBytes: number };
  'upstream-page-overfull': { url: string; entries: 'files' | 'projects'; limit: number };
  'upstream-redirect-refused': { url: string; target: string; reason: string };
  'upstream-body-short': { url: string; expectedBytes: number; receivedBytes: number };
  'upstream-body-long': { url: string; expectedBytes: number };
  'project-unknown': { project: string; upstreamUrl: string };
  'project-quarantined': { project: string; reason: string | null };
  // selection and plan
  'nothing-matches': { project: string; requirement: string; available: number };
  'ruled-out': { project: string; requirement: string };
  'requirement-by-url': { requirement: string; line: number };
  'file-name-refused': { project: string; filename: string; reason: string };
  /** `target`, `facts` and `remedy` are words for a person; `chain` leads from a line of the allowlist to the project. */
  'no-file-for-target': { target: string; project: string; chain: string; facts: string; remedy: string };
  'requirements-conflict': { target: string; project: string; chain: string; facts: string; remedy: string };
  'resolution-too-hard': { target: string; steps: number };
  'project-unread': { target: string; project: string };
  /** `askers`: who asks for the extra, in words. */
  'extra-unknown': { project: string; version: string; extra: string; askers: string };
  'metadata-unusable': { project: string; filename: string; reason: string };
  'locked-file-missing': { lock: string; project: string; version: string; filename: string; reason: string };
  /** `rule`: its name in the profile, `metadata`. */
  'rule-failed': { rule: string; project: string; message: string };
  'plan-missing': { directory: string };
  'plan-outdated': { directory: string };
  'plan-empty': { directory: string };
  'plan-removes-much': { removedFiles: number; listedFiles: number };
  'plan-exceeds-limit': { directory: string; wantedBytes: number; limitBytes: number };
  'plan-overflows-disk': { directory: string; neededBytes: number; freeBytes: number };
  // files
  'file-hash-mismatch': {
    filename: string;
    url: string;
    algorithm: string;
    expected: string;
    actual: string;
  };
  /** `nearby` and `upstream`: why it came from neither. */
  'file-sources-failed': { filename: string; nearby: Problem; upstream: Problem };
  'file-size-mismatch': { filename: string; url: string; expectedBytes: number; actualBytes: number };
  'metadata-unreadable': { filename: string; reason: string };
  'wheel-unreadable': { filename: string; reason: string };
  // proof
  'mirror-without-targets': { directory: string };
  'target-unknown': { target: string; known: string };
  'mirror-file-missing': { project: string; filename: string };
  'mirror-file-damaged': { project: string; filename: string; reason: string };
  /** `pip`: `pip 24.2 of Python 3.13.0`; `output`: the end of what it said. */
  'pip-refused': { target: string; pip: string; output: string };
  // verification
  'verification-missing': { directory: string };
  // disk
  'mirror-in-use': { directory: string; program: string; processId: number; host: string };
  'disk-full': { path: string; missingBytes: number | null };
  'disk-permission': { path: string; operation: string };
  'disk-gone': { path: string };
  'disk-failed': { path: string; operation: string; cause: string };
  // server
  'port-taken': { port: number };
  'nothing-to-serve': { directory: string };
  'serving-certificate-unusable': { path: string; reason: string };
  'serving-secret-unusable': { source: string; reason: string };
  'client-index-invalid': { address: string };
  /** `reason`: why a file of a client is left as it is, in words. */
  'client-file-refused': { path: string; reason: string };
  /** `writtenFor`: the program whose configuration it is. `reason`: what about the path cannot be written there. */
  'serve-config-refused': { path: string; writtenFor: string; reason: string };
  // export
  'bundle-place-refused': { directory: string; reason: string };
  'bundle-too-large': { directory: string; neededBytes: number; freeBytes: number };
  /** A file that the file system of the drive cannot hold. `path` is relative to the bundle. */
  'bundle-file-refused': { directory: string; path: string; fileSystem: string; reason: string };
  'export-selection-invalid': { reason: string };
  /** Against its base, there is nothing to carry. */
  'export-unchanged': Record<string, never>;
  /** A receipt is wanted of a mirror that took nothing in. */
  'nothing-imported': { directory: string };
  'export-tool-unusable': { path: string; reason: string };
  'export-application-unusable': { path: string; reason: string };
  'export-base-unknown': { base: string; reason: string };
  'signing-key-unusable': { path: string; reason: string };
  /** `output`: the end of what the scanner said. */
  'scan-refused': { command: string; output: string };
  'bundle-unreadable': { directory: string; reason: string };
  'bundle-signature-wrong': { directory: string };
  'bundle-key-unconfirmed': { directory: string; fingerprint: string };
  'bundle-key-other': { directory: string; fingerprint: string; expected: string };
  /** `names`: the first of the paths, with what is wrong. */
  'bundle-damaged': { directory: string; findings: number; names: readonly string[] };
  /** `needed` and `present`: how bundles are named; `present` is null where nothing was imported yet. */
  'bundle-base-other': { directory: string; needed: string; present: string | null };
  'bundle-of-other-mirror': { directory: string; mirror: string; expected: string };
  'import-removes-much': { removedFiles: number; presentFiles: number };
  /** When the export was made, and the one that the mirror holds; as in RFC 3339. */
  'import-goes-back': { directory: string; createdAt: string; presentCreatedAt: string };
  /** `tool`: the program of the system that was asked. */
  'drives-unreadable': { tool: string; reason: string };
  'drive-away': { name: string };
  'approval-too-large': { most: number };
  'drive-unknown': { place: string; known: readonly string[] };
  'drive-of-system': { place: string };
  'drive-in-use': { place: string; output: string };
  /** A file or folder of records in the OSV format. */
  'vulnerabilities-unreadable': { path: string; reason: string };
  // application
  'command-refused': { command: string; reason: string };
  'mirror-busy': { directory: string; stage: string };
  bug: { message: string; details: string };
}

export type ProblemCode = keyof ProblemParameters;

export type Problem = {
  [Code in ProblemCode]: { readonly code: Code; readonly parameters: Readonly<ProblemParameters[Code]> };
}[ProblemCode];

export type ProblemFamily =
  | 'profile'
  | 'upstream'
  | 'plan'
  | 'file'
  | 'disk'
  | 'server'
  | 'export'
  | 'application';

interface ProblemFacts {
  readonly family: ProblemFamily;
  /** Whether doing the same again, later, can succeed without a person changing anything. */
  readonly retryable: boolean;
}

const fact = (family: ProblemFamily, retryable = false): ProblemFacts => ({ family, retryable });

export const PROBLEM_FACTS: { readonly [Code in ProblemCode]: ProblemFacts } = {
  'profile-missing': fact('profile'),
  'profile-of-export': fact('profile'),
  'profile-exists': fact('profile'),
  'profile-invalid': fact('profile'),
  'profile-newer': fact('profile'),
  'adoption-refused': fact('profile'),
  'allowlist-empty': fact('profile'),
  'allowlist-invalid': fact('profile'),
  'requirements-file-unreadable': fact('profile'),
  'input-unrecognised': fact('profile'),
  'input-invalid': fact('profile'),
  'upstream-url-invalid': fact('upstream'),
  'upstream-unreachable': fact('upstream', true),
  'upstream-stalled': fact('upstream', true),
  'proxy-invalid': fact('profile'),
  'proxy-unreachable': fact('upstream', true),
  'proxy-refused': fact('upstream'),
  'upstream-credentials': fact('upstream'),
  'network-lost': fact('upstream', true),
  'upstream-address-refused': fact('upstream'),
  'certificate-file-invalid': fact('profile'),
  'upstream-certificate': fact('upstream'),
  'upstream-encryption': fact('upstream', true),
  'upstream-status': fact('upstream', true),
  'upstream-page-invalid': fact('upstream', true),
  'upstream-page-too-large': fact('upstream'),
  'upstream-page-overfull': fact('upstream'),
  'upstream-redirect-refused': fact('upstream', true),
  'upstream-body-short': fact('upstream', true),
  'upstream-body-long': fact('upstream', true),
  'project-unknown': fact('upstream'),
  'project-quarantined': fact('upstream'),
  'nothing-matches': fact('plan'),
  'ruled-out': fact('plan'),
  'requirement-by-url': fact('plan'),
  'file-name-refused': fact('plan'),
  'no-file-for-target': fact('plan'),
  'requirements-conflict': fact('plan'),
  'resolution-too-hard': fact('plan'),
  'project-unread': fact('plan', true),
  'extra-unknown': fact('plan'),
  'metadata-unusable': fact('plan'),
  'locked-file-missing': fact('plan'),
  'rule-failed': fact('plan'),
  'plan-missing': fact('plan'),
  'plan-outdated': fact('plan'),
  'plan-empty': fact('plan'),
  'plan-removes-much': fact('plan'),
  'plan-exceeds-limit': fact('plan'),
  'plan-overflows-disk': fact('plan'),
  'file-hash-mismatch': fact('file', true),
  'file-sources-failed': fact('upstream', true),
  'file-size-mismatch': fact('file', true),
  'metadata-unreadable': fact('file'),
  'wheel-unreadable': fact('file'),
  'mirror-without-targets': fact('profile'),
  'target-unknown': fact('profile'),
  'mirror-file-missing': fact('file'),
  'mirror-file-damaged': fact('file'),
  'pip-refused': fact('plan'),
  'verification-missing': fact('plan'),
  'mirror-in-use': fact('disk', true),
  'disk-full': fact('disk'),
  'disk-permission': fact('disk'),
  'disk-gone': fact('disk'),
  'disk-failed': fact('disk'),
  'port-taken': fact('server'),
  'nothing-to-serve': fact('server'),
  'serve-config-refused': fact('server'),
  'client-index-invalid': fact('server'),
  'client-file-refused': fact('server'),
  'serving-certificate-unusable': fact('server'),
  'serving-secret-unusable': fact('server'),
  'bundle-place-refused': fact('export'),
  'bundle-too-large': fact('export'),
  'bundle-file-refused': fact('export'),
  'export-selection-invalid': fact('export'),
  'export-unchanged': fact('export'),
  'nothing-imported': fact('export'),
  'export-tool-unusable': fact('export'),
  'export-application-unusable': fact('export'),
  'export-base-unknown': fact('export'),
  'signing-key-unusable': fact('export'),
  'scan-refused': fact('export'),
  'bundle-unreadable': fact('export'),
  'bundle-signature-wrong': fact('export'),
  'bundle-key-unconfirmed': fact('export'),
  'bundle-key-other': fact('export'),
  'bundle-damaged': fact('export'),
  'bundle-base-other': fact('export'),
  'bundle-of-other-mirror': fact('export'),
  'import-removes-much': fact('export'),
  'import-goes-back': fact('export'),
  'drives-unreadable': fact('export'),
  'drive-away': fact('export', true),
  'approval-too-large': fact('export', false),
  'drive-unknown': fact('export'),
  'drive-of-system': fact('export'),
  'drive-in-use': fact('export', true),
  'vulnerabilities-unreadable': fact('export'),
  'command-refused': fact('application'),
  'mirror-busy': fact('application'),
  bug: fact('application'),
};

/** Makes a problem; the parameters are checked against the code. */
export function problem<Code extends ProblemCode>(code: Code, parameters: ProblemParameters[Code]): Problem {
  const given: Readonly<Record<string, unknown>> = parameters;
  const safe: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) safe[key] = withoutSecrets(value);
  return { code, parameters: safe } as Problem;
}

/** An address may have come from a redirect, with what lets one in; problems are shown, logged and kept on drives. */
function withoutSecrets(value: unknown): unknown {
  return typeof value === 'string' && value.includes('://') ? redactAddresses(value) : value;
}

/** A problem on its way up: thrown where the work at hand cannot go on. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly problem: Problem,
    options?: { readonly cause: unknown },
  ) {
    super(problem.code, options);
  }
}

/** Throws a problem. */
export function refuse<Code extends ProblemCode>(code: Code, parameters: ProblemParameters[Code]): never {
  throw new ProblemError(problem(code, parameters));
}

/** The problem inside anything that was thrown; what is not one of ours is a bug and is shown as one. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  if (thrown instanceof Error) {
    return problem('bug', { message: thrown.message, details: thrown.stack ?? thrown.message });
  }
  return problem('bug', { message: String(thrown), details: String(thrown) });
}
