import { toPlainText } from '../plain-text';
import type { PipDifference, PipIdentity, PipSilence, PipVerdict } from '../proof';
import { count } from './english-numbers';

const SILENCES: { readonly [Reason in PipSilence]: string } = {
  'switched-off': 'pip was not asked, as it was wished.',
  'no-python': 'pip was not asked: no Python with pip 22.2 or newer was found on that computer.',
  incomplete: 'pip was not asked, because something is missing.',
  'nothing-to-install': 'pip was not asked: the target installs nothing.',
  sources: 'pip was not asked: there are only source distributions, and their code would run.',
};

/** A pip in a few words: `pip 24.2 of Python 3.13.0`. */
export function describePip({ pipVersion, pythonVersion }: PipIdentity): string {
  return `pip ${pipVersion} of Python ${pythonVersion}`;
}

/** What pip said of one target; plain text. */
export function describePipVerdict(verdict: PipVerdict): string {
  switch (verdict.kind) {
    case 'not-asked':
      return SILENCES[verdict.reason];
    case 'agrees':
      return verdict.check === 'resolve'
        ? `${describePip(verdict.pip)} chooses the same ${count(verdict.packages, 'project', 'projects')}, from the mirror alone.`
        : `${describePip(verdict.pip)} takes the same ${count(verdict.packages, 'file', 'files')} for this target, from the mirror alone. It judges markers by its own computer, so it was told what to take.${passedOver(verdict.passedOver)}`;
    case 'differs':
      return toPlainText(
        `${describePip(verdict.pip)} installs everything from the mirror alone and chooses otherwise for ${count(verdict.differences.length, 'project', 'projects')}: ${verdict.differences.slice(0, 20).map(describeDifference).join('; ')}${verdict.differences.length > 20 ? '; …' : ''}.`,
      );
    case 'refuses':
      return `${describePip(verdict.pip)} could not take everything from the mirror alone.`;
    case 'too-slow':
      return `${describePip(verdict.pip)} took too long and was stopped.`;
  }
}

const passedOver = (files: number): string =>
  files === 0
    ? ''
    : ` ${count(files, 'source distribution was', 'source distributions were')} left out, since their code would run.`;

/** What we chose and what pip did. */
function describeDifference({ project, ours, pips }: PipDifference): string {
  return `${project} ${ours ?? 'not at all'} here, ${pips ?? 'not at all'} there`;
}
