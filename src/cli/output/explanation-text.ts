import { describeProblem, describeReason } from '../../contract/describe';
import {
  type ExplainedChain,
  type ExplanationGroup,
  groupExplanation,
  type LackingGroup,
  type NamedTarget,
  targetsInWords,
} from '../../contract/explanation-groups';
import { toPlainText } from '../../contract/plain-text';
import type {
  ChainLink,
  FileUse,
  PlanFileRow,
  ProjectExplanation,
  UsePurpose,
} from '../../contract/plan-summary';
import type { Problem } from '../../contract/problem';
import { ENGLISH } from '../../contract/texts/english';
import { ACTION_MARKS } from './plan-text';
import { formatBytes, formatCount } from './quantities';
import type { Style } from './style';

/** Why a project is in a plan as it is, in words. Pure. */

const SHOWN_CHAINS = 5;
const SHOWN_OTHERS = 5;

const PURPOSES: Readonly<Record<UsePurpose, string>> = {
  install: '',
  match: 'admitted as well: ',
  build: 'to build: ',
  bootstrap: 'to set up environments: ',
  lock: 'from a lock: ',
};

export function explanationLines(explanation: ProjectExplanation, style: Style): readonly string[] {
  const { project, indexUrl, known, targets, files } = explanation;
  if (!known && targets.every(({ problems }) => problems.length === 0)) {
    return [
      style.bold(toPlainText(project)),
      '  is not in this plan: nothing on the allowlist asks for it.',
      '',
    ];
  }
  const { groups, lacking, notNeeded } = groupExplanation(explanation);
  const inWords = (some: readonly NamedTarget[]): string =>
    targetsInWords(some, targets.length, 'every target');
  const lines = [
    ...(indexUrl === null ? [] : [`  bound to the index ${indexUrl}`]),
    ...groups.flatMap((group) => groupLines(group, inWords)),
    ...lacking.flatMap((group) => lackingLines(group, inWords)),
    ...(notNeeded.length > 0 ? [`  not needed for ${inWords(notNeeded)}`] : []),
    ...wantedLines(files, targets, inWords),
  ];
  return [
    style.bold(project),
    ...lines.map(toPlainText),
    ...leftOutLines(files).map((line) => style.dim(line)),
    '',
  ];
}

type InWords = (targets: readonly NamedTarget[]) => string;

function groupLines(group: ExplanationGroup, inWords: InWords): readonly string[] {
  const { version, targets, chains, files, others, problems } = group;
  return [
    `  ${version} for ${inWords(targets)}`,
    ...chains.slice(0, SHOWN_CHAINS).map((chain) => `    because  ${chainInWords(chain, version)}`),
    ...moreLines(chains.length - SHOWN_CHAINS, 'more way'),
    ...files.map(
      (file) => `    file     ${file.filename}${files.length === 1 ? '' : `  for ${inWords(file.targets)}`}`,
    ),
    ...othersLines(others),
    ...problemLines(problems),
  ];
}

function lackingLines({ targets, others, problems }: LackingGroup, inWords: InWords): readonly string[] {
  return [`  missing for ${inWords(targets)}`, ...othersLines(others), ...problemLines(problems)];
}

/** `"flask>=3" → flask 3.0.3 ("werkzeug>=3") → 3.1.4` */
function chainInWords({ links, purpose }: ExplainedChain, version: string): string {
  const steps = links.map(({ project, version: of, requirement }: ChainLink) =>
    project === '' ? `"${requirement}"` : `${project} ${of ?? ''} ("${requirement}")`,
  );
  return `${PURPOSES[purpose]}${[...steps, version].join(' → ')}`;
}

function othersLines(others: ExplanationGroup['others']): readonly string[] {
  return [
    ...others.slice(0, SHOWN_OTHERS).map(({ version, reason }) => `    not ${version}: ${reason}`),
    ...moreLines(others.length - SHOWN_OTHERS, 'more version'),
  ];
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.map((problem) => {
    const { what, next } = describeProblem(ENGLISH, problem);
    return `    ${what} ${next}`;
  });
}

function moreLines(more: number, one: string): readonly string[] {
  return more > 0 ? [`    and ${formatCount(more, one)}`] : [];
}

/** Files that come, are here or go, one a line. */
function wantedLines(
  files: readonly PlanFileRow[],
  targets: ProjectExplanation['targets'],
  inWords: InWords,
): readonly string[] {
  const named = targets.map(({ target: id, label }) => ({ id, label }));
  return files
    .filter(({ action }) => action !== 'leave-out')
    .map((file) => {
      const { filename, sizeBytes, action, reason, yankedReason } = file;
      const size = sizeBytes === null ? '?' : formatBytes(sizeBytes);
      const why =
        reason.kind === 'needed'
          ? `for ${inWords(usersOf(reason.uses, named))}`
          : describeReason(ENGLISH, reason);
      return `  ${ACTION_MARKS[action]} ${filename}  ${size}  ${why}${yankedReason === null ? '' : ', yanked'}`;
    });
}

function usersOf(uses: readonly FileUse[], named: readonly NamedTarget[]): readonly NamedTarget[] {
  const ids = new Set(uses.flatMap((use) => use.targets));
  return named.filter(({ id }) => ids.has(id));
}

/** What does not come, by reason: `--files` has every name. */
function leftOutLines(files: readonly PlanFileRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { action, reason } of files) {
    if (action !== 'leave-out') continue;
    const why = describeReason(ENGLISH, reason);
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => `    ${formatCount(count, 'file')} left out: ${why}`);
}
