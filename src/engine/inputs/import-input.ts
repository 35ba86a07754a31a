import type { ImportChoice, ImportChoices, ImportReport, InputKind } from '../../contract/import-report';
import type { Profile } from '../../contract/profile';
import type { Target } from '../../contract/target';
import { readBandersnatch } from './bandersnatch/read-bandersnatch';
import { decodeText } from './decode-text';
import { type Findings, noFindings, note } from './findings';
import { type InputFiles, includedFiles, LARGEST_INPUT_BYTES } from './input-files';
import { refuseInput } from './input-place';
import type { Lock } from './lock';
import { bindAsLocked } from './lock-indexes';
import { freeLockPath } from './lock-path';
import { mergeLines } from './merge-lines';
import { isLockKind, LOCK_READERS } from './read-lock';
import { readPyproject } from './read-pyproject';
import { readRequirements } from './read-requirements';
import { recogniseInput } from './recognise-input';
import { readTargetFile } from './target-file';

export interface ImportRequest extends InputFiles {
  readonly source: {
    /** A filename without folders, or what a person calls pasted text. */
    readonly name: string;
    readonly content: Uint8Array;
    /** Where it lies, for the files that it names; `null` for pasted text. */
    readonly folder: string | null;
  };
  readonly profile: Profile;
  /** `null`: what is selected by default. */
  readonly choices: ImportChoices | null;
  readonly environmentVariable: (name: string) => string | null;
  readonly signal: AbortSignal;
}

export interface ImportResult {
  readonly report: ImportReport;
  /** To be written into the mirror's folder together with the profile; `path` is relative to it. */
  readonly lockFile: { readonly path: string; readonly content: Uint8Array } | null;
}

/** What one kind of input brought. */
interface Brought {
  readonly findings: Findings;
  readonly choices: readonly ImportChoice[];
  readonly lock: Lock | null;
  readonly targets: readonly Target[];
  /** The profile as the input changes it, before lines, locks and targets are added. */
  readonly profile: Profile;
}

const MOST_LOCKS = 100;
const MOST_TARGETS = 200;
const LONGEST_LINES = 10_000_000;

/**
 * Reads anything that names packages and says what it brings and what the profile would be with it. Nothing is written.
 * Throws `input-unrecognised`, `input-invalid`, or a disk problem of a file that the input names.
 */
export async function importInput(request: ImportRequest): Promise<ImportResult> {
  const { source, profile, signal } = request;
  signal.throwIfAborted();
  const { name, content } = source;
  if (content.length > LARGEST_INPUT_BYTES) {
    refuseInput({ name, place: '' }, `it is larger than ${LARGEST_INPUT_BYTES / 1024 / 1024} MiB`);
  }
  const text = decodeText(content, { name, place: '' });
  const kind = recogniseInput(name, text);
  const brought = await readKind(kind, text, request);
  const { findings, lock, targets, choices } = brought;
  noteEmpty(brought, name);
  const path = lock === null ? null : lockPath(name, profile, findings);
  const imported = applyTo(brought, name, path);
  return {
    report: {
      kind,
      name,
      requirements: findings.requirements,
      constraints: findings.constraints,
      choices,
      lock: lock === null ? null : tally(lock),
      targets,
      notCarried: findings.notCarried,
      notes: findings.notes,
      profile: imported,
    },
    lockFile: path === null ? null : { path, content },
  };
}

async function readKind(kind: InputKind, text: string, request: ImportRequest): Promise<Brought> {
  const { source, profile, choices, signal } = request;
  const { name } = source;
  const nothing: Brought = { findings: noFindings(), choices: [], lock: null, targets: [], profile };
  if (isLockKind(kind)) {
    const lock = LOCK_READERS[kind](name, text);
    nothing.findings.notCarried.push(...lock.notCarried);
    for (const warning of lock.warnings) note(nothing.findings, 'warning', { name, place: '' }, warning);
    const { findings } = nothing;
    noteMissingHashes(lock, name, findings);
    return { ...nothing, lock, profile: bindAsLocked(lock, { name, profile, findings }) };
  }
  switch (kind) {
    case 'pyproject':
      return { ...nothing, ...readPyproject(name, text, choices) };
    case 'target': {
      const { target, notes } = readTargetFile(source.content, name);
      nothing.findings.notes.push(...notes);
      return { ...nothing, targets: [target] };
    }
    case 'bandersnatch': {
      const { folder } = source;
      const { environmentVariable } = request;
      const files = includedFiles(request, { signal });
      const { findings } = nothing;
      const changed = await readBandersnatch(name, text, {
        folder,
        files,
        environmentVariable,
        profile,
        findings,
      });
      return { ...nothing, profile: changed };
    }
    case 'requirements': {
      const { wantsPrereleases } = await readRequirements(source, {
        files: includedFiles(request, { signal }),
        environmentVariable: request.environmentVariable,
        upstreamUrl: profile.upstreamUrl,
        findings: nothing.findings,
      });
      if (!wantsPrereleases) return nothing;
      return { ...nothing, profile: { ...profile, options: { ...profile.options, prereleases: 'always' } } };
    }
  }
}

/** An input that brings nothing says so, where nothing else is said of it. */
function noteEmpty({ findings, choices, lock, targets }: Brought, name: string): void {
  const { requirements, constraints, notCarried, notes } = findings;
  const found = [choices, targets, requirements, constraints, notCarried, notes];
  if (lock !== null || found.some(({ length }) => length > 0)) return;
  note(findings, 'warning', { name, place: '' }, 'it asks for no package; nothing changes');
}

/** A file without a SHA-256 is held to its name alone: the lock then says less than it seems to. */
function noteMissingHashes({ packages }: Lock, name: string, findings: Findings): void {
  const files = packages.flatMap((found) => found.files);
  const count = files.filter(({ sha256 }) => sha256.length === 0).length;
  if (count === 0) return;
  const message = `${count} of its ${files.length} files have no SHA-256, so whatever the upstream has under their names will do; lock again with hashes by SHA-256`;
  note(findings, 'warning', { name, place: '' }, message);
}

function lockPath(name: string, { locks }: Profile, findings: Findings): string {
  const taken = new Set(locks.map(({ path }) => path));
  const path = freeLockPath(name, taken);
  if (locks.length >= MOST_LOCKS)
    refuseInput({ name, place: '' }, `a mirror has no more than ${MOST_LOCKS} locks`);
  if (taken.has(freeLockPath(name, new Set()))) {
    const message = `a lock of this name is kept already, so this one becomes "${path}" and both hold; take the other off if this one is its next version`;
    note(findings, 'warning', { name, place: '' }, message);
  }
  return path;
}

function applyTo({ findings, targets, profile }: Brought, name: string, path: string | null): Profile {
  // A name may hold what would end a comment.
  const from = `from ${name.replace(/\p{C}/gu, ' ')}`;
  const allowlist = mergeLines(profile.allowlist, findings.requirements, from);
  const constraints = mergeLines(profile.constraints, findings.constraints, from);
  if (Math.max(allowlist.length, constraints.length) > LONGEST_LINES) {
    refuseInput({ name, place: '' }, 'with it, the allowlist would be too long');
  }
  const kept = profile.targets.filter(({ id }) => targets.every((target) => target.id !== id));
  if (kept.length + targets.length > MOST_TARGETS) {
    refuseInput({ name, place: '' }, `a mirror has no more than ${MOST_TARGETS} targets`);
  }
  return {
    ...profile,
    allowlist,
    constraints,
    targets: [...kept, ...targets],
    locks: path === null ? profile.locks : [...profile.locks, { path, files: 'targets' }],
  };
}

function tally({ packages }: Lock): NonNullable<ImportReport['lock']> {
  return {
    packages: packages.length,
    files: packages.reduce((sum, { files }) => sum + files.length, 0),
  };
}
