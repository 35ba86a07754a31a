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
import { barLine } from './progress-lines';
import { formatBytes, formatCount, formatDuration, percentOf } from './quantities';
import type { Style } from './style';

/** A verification in words. Pure. */

export function verifyStepLine({ step, bytesDone, bytes, findings }: VerifyProgress): string {
  const share =
    bytes > 0 && step === 'check-files' ? ` (${percentOf(bytesDone, bytes)}% of ${formatBytes(bytes)})` : '';
  return `${VERIFY_STEPS[step]}${share}${findings === 0 ? '' : `; ${formatCount(findings, 'finding')}`}`;
}

/** The same for a terminal, where it is drawn over: with a bar, the pace and the time that is left. */
export function verifyBarLine(progress: VerifyProgress): string {
  const { step, itemsDone, items, bytesDone, bytes, bytesPerSecond, findings } = progress;
  const leftMs = bytesPerSecond === 0 ? 0 : ((bytes - bytesDone) / bytesPerSecond) * 1000;
  const percent = bytes === 0 ? percentOf(itemsDone, items) : percentOf(bytesDone, bytes);
  const done = items === 0 ? `${itemsDone}` : `${itemsDone} of ${items}`;
  return barLine(VERIFY_STEPS[step], step === 'find-orphans' ? 0 : percent, [
    bytes === 0 ? done : `${done}, ${formatBytes(bytesDone)} of ${formatBytes(bytes)}`,
    ...(bytesPerSecond === 0 ? [] : [`${formatBytes(bytesPerSecond)}/s`]),
    ...(leftMs === 0 ? [] : [`${formatDuration(leftMs)} left`]),
    ...(findings === 0 ? [] : [formatCount(findings, 'finding')]),
  ]);
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

/** What a repair will do, and what it will not. */
export function repairLines(repair: MarkedRepair): readonly string[] {
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
  ];
}
