import { describeProblem } from '../../contract/describe';
import { toPlainText } from '../../contract/plain-text';
import type { ProofSummary, TargetProofSummary } from '../../contract/proof';
import type { ProveProgress } from '../../contract/prove-state';
import { ENGLISH } from '../../contract/texts/english';
import { describePipVerdict } from '../../contract/texts/english-proof';
import { formatBytes, formatCount } from './quantities';
import type { Style } from './style';

/** A proof in words. Pure. */

/** What is done now. */
export function stepLine({ step, target }: ProveProgress): string {
  switch (step) {
    case 'solve':
      return 'Solving again, from the mirror alone';
    case 'check-files':
      return 'Reading every file';
    case 'find-pythons':
      return 'Looking for Pythons with pip';
    case 'ask-pip':
      return toPlainText(`Asking pip: ${target ?? ''}`);
    case 'write':
      return 'Writing the proof';
  }
}

/** Each target with its verdict, what is missing and what pip said; then the whole. No `pageUrl`: it could not be saved. */
export function proofLines(proof: ProofSummary, pageUrl: string | null, style: Style): readonly string[] {
  const incomplete = proof.targets.filter(({ complete }) => !complete).length;
  return [
    ...proof.targets.flatMap((target) => targetLines(target, style)),
    proof.complete
      ? `${style.green('Complete:')} every target can install everything that is asked for from the mirror alone.`
      : `${style.red('Incomplete:')} ${incomplete} of ${formatCount(proof.targets.length, 'target')}.`,
    ...(proof.leftOut.length === 0 ? [] : [toPlainText(`Not proven: ${proof.leftOut.join('; ')}.`)]),
    pageUrl === null ? 'The proof was not saved.' : `The proof is ${pageUrl}`,
  ];
}

function targetLines(target: TargetProofSummary, style: Style): readonly string[] {
  const { label, complete, problems, pip, projects, bytes } = target;
  const mark = complete ? style.green('complete') : style.red('incomplete');
  return [
    `${style.bold(toPlainText(label))}: ${mark}, ${formatCount(projects, 'project')}, ${formatBytes(bytes)}`,
    ...problems.flatMap((problem) => {
      const { what, next } = describeProblem(ENGLISH, problem);
      return [`  ${style.red('error:')} ${what}`, `    ${style.dim(next)}`];
    }),
    `  ${style.dim(describePipVerdict(pip))}`,
  ];
}
