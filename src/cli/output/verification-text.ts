import { toPlainText } from '../../contract/plain-text';
import { describeFinding, FINDING_NAMES, VERIFY_STEPS } from '../../contract/texts/english-verification';
import {
  countFindings,
  FINDING_KINDS,
  type Finding,
  type VerificationReport,
  type VerifyProgress,
} from '../../contract/verification';
import type { MarkedRepair } from '../../engine/verify/mark-repair';
import { formatBytes, formatCount, percentOf } from './quantities';
import type { Style } from './style';

/** A verification in words. Pure. */

export function verifyStepLine({ step, bytesDone, bytes, findings }: VerifyProgress): string {
  const share =
    bytes > 0 && step === 'check-files' ? ` (${percentOf(bytesDone, bytes)}% of ${formatBytes(bytes)})` : '';
  return `${VERIFY_STEPS[step]}${share}${findings === 0 ? '' : `; ${formatCount(findings, 'finding')}`}`;
}

export function findingLine(finding: Finding): string {
  return `${toPlainText(finding.path)}: ${describeFinding(finding)}`;
}

/** What was looked at, and what came of it. */
export function verificationLines(report: VerificationReport, style: Style): readonly string[] {
  const { projects, files, filesRead, bytes, filesWaiting, counts, mode } = report;
  const looked = `${formatCount(projects, 'project')}, ${formatCount(files, 'file')}, ${formatBytes(bytes)}`;
  const read = mode === 'full' ? '' : `; ${formatCount(filesRead, 'file')} read, the others are as they were`;
  const kinds = FINDING_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    formatCount(counts[kind], ...FINDING_NAMES[kind]),
  );
  return [
    countFindings(counts) === 0
      ? `${style.green('Whole:')} ${looked}${read}.`
      : `${style.red('Not whole:')} ${kinds.join(', ')}; of ${looked}${read}.`,
    ...(filesWaiting === 0
      ? []
      : [
          `${formatCount(filesWaiting, 'finished file')} of an interrupted sync will be listed when it goes on.`,
        ]),
  ];
}

/** What a repair will do, and what it will not; `directory` as it is typed. */
export function repairLines(repair: MarkedRepair, directory: string): readonly string[] {
  const { files, metadata, pages, orphans, byHand } = repair;
  const todo = [
    ...(files > 0 ? [`fetch ${formatCount(files, 'file')} again`] : []),
    ...(metadata + pages > 0
      ? [`write ${formatCount(metadata + pages, 'page or metadata file', 'pages and metadata files')} anew`]
      : []),
    ...(orphans > 0 ? [`remove ${formatCount(orphans, 'file')} that no page lists`] : []),
  ];
  return [
    ...(todo.length === 0 ? [] : [`The next sync will ${todo.join(', ')}.`]),
    ...(byHand === 0
      ? []
      : [
          `${formatCount(byHand, 'finding')} can only be mended by hand: links, folders, and names that no mirror has.`,
        ]),
    ...(todo.length === 0 ? [] : [`See it first with: sandgrouse plan ${directory}`]),
  ];
}
