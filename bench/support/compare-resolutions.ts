import type { NeededFile, TargetClosure } from '../../src/engine/closure/close-target';
import { compareVersions, parseVersion } from '../../src/python-packaging/version';
import type { ChosenFile, PipAnswer } from './resolve-with-pip';

export interface Difference {
  /** The class of explanation: what makes the two differ. */
  readonly kind:
    | 'only pip refuses'
    | 'only we refuse'
    | 'only pip installs'
    | 'only we install'
    | 'we pass over'
    | 'pip passes over'
    | 'another file';
  readonly text: string;
}

export interface Comparison {
  readonly roots: readonly string[];
  readonly projects: number;
  /** By both, where there is no difference. */
  readonly isRefused: boolean;
  readonly differences: readonly Difference[];
}

/** What the two answers differ in, and what we have to say for ours. */
export function compare(roots: readonly string[], ours: TargetClosure, theirs: PipAnswer): Comparison {
  const [fault] = ours.faults;
  const projects = theirs.kind === 'solved' ? theirs.files.size : 0;
  if (fault !== undefined || theirs.kind === 'refused') {
    const differences = compareRefusals(wordsOf(fault), theirs);
    return { roots, projects, isRefused: true, differences };
  }
  const installed = new Map(
    ours.needed.filter(({ purpose }) => purpose === 'install').map((file) => [String(file.name), file]),
  );
  const names = [...new Set([...installed.keys(), ...theirs.files.keys()])].sort();
  const differences = names.flatMap((name) =>
    compareFiles(name, installed.get(name), theirs.files.get(name), ours),
  );
  return { roots, projects, isRefused: false, differences };
}

function wordsOf(fault: TargetClosure['faults'][number] | undefined): string | null {
  if (fault === undefined) return null;
  if (fault.kind === 'given-up') return `gave up after ${fault.steps} steps`;
  return fault.explanation.facts.join('; ');
}

function compareRefusals(ours: string | null, theirs: PipAnswer): readonly Difference[] {
  if (ours !== null && theirs.kind === 'refused') return [];
  if (ours !== null) return [{ kind: 'only we refuse', text: ours }];
  return [{ kind: 'only pip refuses', text: theirs.kind === 'refused' ? theirs.message : '' }];
}

function compareFiles(
  name: string,
  ours: NeededFile | undefined,
  theirs: ChosenFile | undefined,
  { unread }: TargetClosure,
): readonly Difference[] {
  if (ours === undefined) {
    const cause = [...unread].some((project) => project === name) ? ', whose page we could not read' : '';
    return [{ kind: 'only pip installs', text: `${name} ${theirs?.version ?? ''}${cause}` }];
  }
  const { candidate, requiredBy, passedOver } = ours;
  const { canonical } = candidate.version;
  if (theirs === undefined) {
    const askers = requiredBy.map(({ by, text }) => `${by.kind === 'root' ? 'root' : by.project}: ${text}`);
    return [{ kind: 'only we install', text: `${name} ${canonical} (${askers.join('; ')})` }];
  }
  if (theirs.filename === candidate.file.filename) return [];
  const version = parseVersion(theirs.version);
  const order = version === null ? 0 : compareVersions(candidate.version, version);
  if (order === 0)
    return [{ kind: 'another file', text: `ours ${candidate.file.filename}, pip's ${theirs.filename}` }];
  if (order > 0)
    return [{ kind: 'pip passes over', text: `${name}: ours ${canonical}, pip's ${theirs.version}` }];
  const why = passedOver.find((entry) => entry.version === version?.canonical)?.reason ?? 'unknown';
  return [{ kind: 'we pass over', text: `${name}: ours ${canonical}, pip's ${theirs.version}: ${why}` }];
}
