import type { FileReason } from '../../contract/plan-summary';
import { ProblemError, problem } from '../../contract/problem';
import type { Rules } from '../../contract/rules';
import { readConstraints } from '../profile/allowlist';
import type { Candidate, Rule } from './candidate';
import { DROP_NOTHING, type RuleContext } from './rule-context';
import {
  type Blocklist,
  blockedProjectRule,
  blockedReleaseRule,
  blocklistOf,
  isBlockedProject,
} from './rules/blocklist';
import { excludedPlatformRule } from './rules/excluded-platforms';
import { fileSizeRule } from './rules/file-size';
import { fitsTargetRule } from './rules/fits-target';
import { licenseRule } from './rules/licenses';
import {
  fileMetadataRule,
  type MetadataTest,
  metadataTestOf,
  neededInfo,
  projectMetadataRule,
  unreadMetadataRule,
} from './rules/metadata';
import { newestByRule, newestPerSeriesRule } from './rules/newest-by';
import { requirePatterns } from './rules/pattern';
import { prereleaseRule } from './rules/prereleases';
import { projectSizeRule, versionCountRule } from './rules/project-limits';
import { projectPatternRule } from './rules/project-pattern';
import { releasePatternRule } from './rules/release-pattern';
import { coolDownRule, uploadTimeRule } from './rules/upload-time';
import { yankedRule } from './rules/yanked';

/** Rules with their patterns compiled and their lists read, once for all projects. */
export interface PreparedRules {
  readonly rules: Rules;
  /** Whether a project's metadata has to be read for them. */
  readonly needsInfo: boolean;
  /** Whether a project goes by its name alone, so that nothing of it need be read. */
  readonly dropsName: (project: string) => boolean;
  /** In the order in which they judge. */
  readonly steps: readonly RuleStep[];
  /** Those that count: they come when everything else has been decided. */
  readonly newestSteps: readonly RuleStep[];
}

export interface RuleStep {
  /** The rule's name in the profile. */
  readonly name: keyof Rules;
  readonly createRule: (context: RuleContext) => Rule;
}

export interface RuledCandidates {
  readonly kept: readonly Candidate[];
  readonly dropped: ReadonlyMap<Candidate, FileReason>;
}

/**
 * Prepares rules in which `checkRules` found no fault, once for all projects. `path`: the profile's, for messages. Throws
 * `allowlist-invalid` for a blocklist that cannot be read.
 */
export function prepareRules(rules: Rules, path: string): PreparedRules {
  const needed = neededInfo(rules);
  const blocklist = blocklistOf(readConstraints(rules.blocklist, path));
  const tests = rules.metadata.map(metadataTestOf);
  const patterns = requirePatterns(rules.projectPatterns);
  return {
    rules,
    needsInfo: needed.length > 0,
    dropsName: (project) =>
      isBlockedProject(blocklist, project) || patterns.some(({ matches }) => matches(project)),
    steps: [
      ...projectSteps(rules, blocklist, needed, tests),
      ...fileSteps(rules, tests),
      ...releaseSteps(rules, blocklist),
      ...stepsBeyondBandersnatch(rules),
    ],
    newestSteps: newestSteps(rules),
  };
}

/** Whether the metadata of the newest release has to be read for these rules. */
export function needsInfo(rules: Rules): boolean {
  return neededInfo(rules).length > 0;
}

/**
 * Every rule but those that count versions. Each sees what the rules before it left. Throws `rule-failed` where one
 * cannot judge: the plan ends there.
 */
export function applyRules(
  candidates: readonly Candidate[],
  prepared: PreparedRules,
  context: RuleContext,
): RuledCandidates {
  return chain(candidates, prepared.steps, context);
}

/** The rules that keep the newest versions only, counted over the given candidates. */
export function applyNewestRules(
  candidates: readonly Candidate[],
  prepared: PreparedRules,
  context: RuleContext,
): RuledCandidates {
  return chain(candidates, prepared.newestSteps, context);
}

function projectSteps(
  rules: Rules,
  blocklist: Blocklist,
  needed: readonly string[],
  tests: readonly MetadataTest[],
): readonly RuleStep[] {
  const patterns = requirePatterns(rules.projectPatterns);
  return [
    { name: 'blocklist', createRule: (context) => blockedProjectRule(blocklist, context) },
    { name: 'projectPatterns', createRule: (context) => projectPatternRule(patterns, context) },
    { name: 'metadata', createRule: (context) => unreadMetadataRule(needed, context) },
    { name: 'metadata', createRule: (context) => projectMetadataRule(tests, context) },
    { name: 'maxProjectSizeBytes', createRule: (context) => projectSizeRule(rules, context) },
    { name: 'minVersions', createRule: (context) => versionCountRule(rules, context) },
  ];
}

function fileSteps(rules: Rules, tests: readonly MetadataTest[]): readonly RuleStep[] {
  const excluded = excludedPlatformRule(rules.excludedPlatforms);
  return [
    { name: 'excludedPlatforms', createRule: () => excluded },
    { name: 'metadata', createRule: (context) => fileMetadataRule(tests, context) },
  ];
}

function releaseSteps(rules: Rules, blocklist: Blocklist): readonly RuleStep[] {
  const patterns = requirePatterns(rules.releasePatterns);
  return unlessVersionsAreListed(rules, [
    { name: 'blocklist', createRule: (context) => blockedReleaseRule(blocklist, context) },
    { name: 'releasePatterns', createRule: (context) => releasePatternRule(patterns, context) },
    { name: 'dropPrereleases', createRule: (context) => prereleaseRule(rules.dropPrereleases, context) },
  ]);
}

function stepsBeyondBandersnatch(rules: Rules): readonly RuleStep[] {
  return [
    { name: 'allowedLicenses', createRule: (context) => licenseRule(rules, context) },
    { name: 'yanked', createRule: (context) => yankedRule(rules.yanked, context) },
    { name: 'onlyForTargets', createRule: (context) => fitsTargetRule(rules.onlyForTargets, context) },
    { name: 'maxFileSizeBytes', createRule: () => fileSizeRule(rules.maxFileSizeBytes) },
    { name: 'uploadedAfter', createRule: () => uploadTimeRule(rules) },
    { name: 'coolDownDays', createRule: (context) => coolDownRule(rules, context) },
  ];
}

/** Series first: the newest of all are then counted over the newest of each. */
function newestSteps({ newestPerSeries, newestVersions, newestBy, ...rules }: Rules): readonly RuleStep[] {
  return unlessVersionsAreListed(rules, [
    { name: 'newestPerSeries', createRule: () => newestPerSeriesRule(newestPerSeries) },
    { name: 'newestVersions', createRule: () => newestByRule(newestVersions, newestBy) },
  ]);
}

function unlessVersionsAreListed(
  { exemptListedVersions }: Pick<Rules, 'exemptListedVersions'>,
  steps: readonly RuleStep[],
): readonly RuleStep[] {
  if (!exemptListedVersions) return steps;
  return steps.map(({ name, createRule }) => ({
    name,
    createRule: (context) => (context.listing === 'versions' ? DROP_NOTHING : createRule(context)),
  }));
}

function chain(
  candidates: readonly Candidate[],
  steps: readonly RuleStep[],
  context: RuleContext,
): RuledCandidates {
  let kept = candidates;
  const dropped = new Map<Candidate, FileReason>();
  for (const step of steps) {
    const drops = judge(step, kept, context);
    if (drops.size === 0) continue;
    for (const [candidate, reason] of drops) dropped.set(candidate, reason);
    kept = kept.filter((candidate) => !drops.has(candidate));
  }
  return { kept, dropped };
}

function judge(
  { name, createRule }: RuleStep,
  candidates: readonly Candidate[],
  context: RuleContext,
): ReadonlyMap<Candidate, FileReason> {
  try {
    return createRule(context)(candidates);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failure = problem('rule-failed', { rule: name, project: context.page.name, message });
    throw new ProblemError(failure, { cause: error });
  }
}
