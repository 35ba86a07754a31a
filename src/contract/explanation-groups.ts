import type {
  ChainLink,
  PlanFileRow,
  ProjectExplanation,
  TargetExplanation,
  UsePurpose,
} from './plan-summary';
import type { Problem } from './problem';

/** A target as people see it. */
export interface NamedTarget {
  readonly id: string;
  readonly label: string;
}

/** A way from what the person wrote to a project, and what the project is there for. */
export interface ExplainedChain {
  readonly links: readonly ChainLink[];
  readonly purpose: UsePurpose;
}

/** Targets for which the same holds: they differ in the file at the most. */
export interface ExplanationGroup {
  readonly targets: readonly NamedTarget[];
  readonly version: string;
  readonly files: readonly { readonly filename: string; readonly targets: readonly NamedTarget[] }[];
  readonly chains: readonly ExplainedChain[];
  readonly others: TargetExplanation['others'];
  readonly problems: readonly Problem[];
}

/** Targets that lack the project, for the same reasons. */
export interface LackingGroup {
  readonly targets: readonly NamedTarget[];
  readonly others: TargetExplanation['others'];
  readonly problems: readonly Problem[];
}

export interface GroupedExplanation {
  /** The one with the most targets first. */
  readonly groups: readonly ExplanationGroup[];
  /** Something asks for the project there, and it could not be had. */
  readonly lacking: readonly LackingGroup[];
  /** Nothing asks for the project there. */
  readonly notNeeded: readonly NamedTarget[];
}

/** Puts targets together for which the same is to be said: five systems with five Pythons are one paragraph, not 25. */
export function groupExplanation({ targets, files }: ProjectExplanation): GroupedExplanation {
  const chosen = targets.filter((entry) => entry.chosen !== null);
  const lacking = targets.filter(
    (entry) => entry.chosen === null && entry.others.length + entry.problems.length > 0,
  );
  const purposes = purposesByChain(files);
  return {
    groups: alike(chosen, ({ chosen: file, chains, others, problems }) => [
      file?.version,
      chains,
      others,
      problems,
    ])
      .map((group) => explanationGroup(group, purposes))
      .sort((left, right) => right.targets.length - left.targets.length),
    lacking: alike(lacking, ({ others, problems }) => [others, problems]).map(({ first, members }) => ({
      targets: members.map(nameOf),
      others: first.others,
      problems: first.problems,
    })),
    notNeeded: targets.filter((entry) => entry.chosen === null && !lacking.includes(entry)).map(nameOf),
  };
}

/**
 * Labels of targets in fewer words, one line a computer: `Windows x64, Python 3.12` and `Windows x64, Python 3.13` are
 * `Windows x64, Python 3.12, Python 3.13`. What has no comma stands alone.
 */
export function foldLabels(labels: readonly string[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const label of labels) {
    const comma = label.lastIndexOf(', ');
    const computer = comma === -1 ? label : label.slice(0, comma);
    const line = lines.get(computer);
    lines.set(computer, line === undefined ? label : `${line}${label.slice(computer.length)}`);
  }
  return [...lines.values()];
}

/** Targets in one line: `every target` as `all` says it, else their labels. */
export function targetsInWords(targets: readonly NamedTarget[], allTargets: number, all: string): string {
  if (targets.length === allTargets) return all;
  return foldLabels(targets.map(({ label }) => label)).join('; ');
}

interface Alike {
  readonly first: TargetExplanation;
  readonly members: readonly TargetExplanation[];
}

function alike(
  targets: readonly TargetExplanation[],
  substance: (entry: TargetExplanation) => unknown,
): readonly Alike[] {
  const groups = new Map<
    string,
    { readonly first: TargetExplanation; readonly members: TargetExplanation[] }
  >();
  for (const entry of targets) {
    const key = JSON.stringify(substance(entry));
    const group = groups.get(key) ?? { first: entry, members: [] };
    groups.set(key, group);
    group.members.push(entry);
  }
  return [...groups.values()];
}

function explanationGroup(
  { first, members }: Alike,
  purposes: ReadonlyMap<string, UsePurpose>,
): ExplanationGroup {
  const files = new Map<string, NamedTarget[]>();
  for (const entry of members) {
    const filename = entry.chosen?.filename ?? '';
    files.set(filename, [...(files.get(filename) ?? []), nameOf(entry)]);
  }
  return {
    targets: members.map(nameOf),
    version: first.chosen?.version ?? '',
    files: [...files].map(([filename, targets]) => ({ filename, targets })),
    chains: first.chains.map((links) => ({ links, purpose: purposes.get(chainKey(links)) ?? 'install' })),
    others: first.others,
    problems: first.problems,
  };
}

/** The purpose stands with the files: the same chain brings a file to be installed or to build with. */
function purposesByChain(files: readonly PlanFileRow[]): ReadonlyMap<string, UsePurpose> {
  const uses = files.flatMap(({ reason }) => (reason.kind === 'needed' ? reason.uses : []));
  return new Map(uses.map(({ chain, purpose }) => [chainKey(chain), purpose]));
}

const chainKey = (links: readonly ChainLink[]): string =>
  JSON.stringify(links.map(({ project, version, requirement }) => [project, version, requirement]));

function nameOf({ target, label }: TargetExplanation): NamedTarget {
  return { id: target, label };
}
