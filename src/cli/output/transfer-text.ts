import {
  type BundleFinding,
  type BundleManifest,
  type BundleReport,
  nameOfBundle,
  type TransferProgress,
} from '../../contract/bundle';
import { describeProblem } from '../../contract/describe';
import { toPlainText } from '../../contract/plain-text';
import { ENGLISH } from '../../contract/texts/english';
import type { ExportOutcome } from '../../engine/export/export-bundle';
import type { ImportOutcome } from '../../engine/export/import-bundle';
import { formatBytes, formatCount, percentOf } from './quantities';
import type { Style } from './style';

/** Exports and imports in words. Pure. */

/** What is done now. */
export function transferStepLine(progress: TransferProgress): string {
  const { step, items, bytes, bytesDone, bytesPerSecond, problem } = progress;
  const amount = `${percentOf(bytesDone, bytes)}% of ${formatCount(items, 'file')}, ${formatBytes(bytes)}`;
  const speed = bytesPerSecond === 0 ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  switch (step) {
    case 'survey':
      return 'Looking at what is there already';
    case 'copy':
      return `Copying: ${amount}${speed}`;
    case 'read-back':
      return `Reading back: ${amount}${speed}`;
    case 'scan':
      return 'Waiting for the scanner';
    case 'seal':
      return 'Sealing';
    case 'verify':
      return `Checking: ${amount}${speed}`;
    case 'place':
      return 'Everything is right; putting it in place';
    case 'waiting':
      return toPlainText(
        `Waiting for the drive. ${problem === null ? '' : describeProblem(ENGLISH, problem).what}`,
      );
  }
}

export function exportedLines(
  { directory, manifest, files, bytes, fingerprint }: Extract<ExportOutcome, { readonly kind: 'exported' }>,
  style: Style,
): readonly string[] {
  const { part, readBack, base } = manifest;
  const whole = part.parts.length === 1 ? '' : `, part ${part.number} of ${part.parts.length}`;
  const delta = base === null ? '' : `, what has changed since ${nameOfBundle(base.bundleId)}`;
  return [
    `${style.green('Exported:')} ${nameOfBundle(manifest.bundleId)}${whole}${delta}: ${formatCount(files, 'file')}, ${formatBytes(bytes)}, in ${toPlainText(`"${directory}"`)}.`,
    READ_BACK_WORDS[readBack],
    `Signed with the key ${style.bold(fingerprint)}; the far side asks for it the first time.`,
    'It is safe to remove the drive once the system has unmounted it.',
  ];
}

const READ_BACK_WORDS = {
  'past-cache': 'Everything was read back from the drive itself and is right.',
  'through-cache':
    'Everything was read back and is right. This drive could only be read through the system’s memory: check it again after plugging it in anew, with verify-bundle.',
  skipped: 'It was not read back. Check it with verify-bundle.',
} as const;

export function importedLines(
  outcome: Exclude<ImportOutcome, { readonly kind: 'failed' | 'cancelled' }>,
  style: Style,
): readonly string[] {
  const { manifest } = outcome;
  const name = nameOfBundle(manifest.bundleId);
  switch (outcome.kind) {
    case 'unchanged':
      return [`Nothing to do: the mirror holds ${name} already.`];
    case 'waiting-for-parts':
      return [
        `Part ${manifest.part.number} of ${manifest.part.parts.length} of ${name} is in. Nothing is visible before ${formatCount(outcome.missing.length, 'more part')}: ${outcome.missing.join(', ')}.`,
      ];
    case 'imported':
      return [
        `${style.green('Imported:')} ${name} of ${toPlainText(`"${manifest.mirror.name}"`)}: ${formatCount(manifest.projects, 'project')}, ${formatCount(manifest.state.files, 'file')}.`,
        ...outcome.kept.map((path) => `"${path}" was changed here, and stays as it is.`),
        receiptLine(outcome.receipt),
      ];
  }
}

function receiptLine(receipt: Extract<ImportOutcome, { readonly kind: 'imported' }>['receipt']): string {
  if ('path' in receipt)
    return toPlainText(`The receipt is "${receipt.path}"; carry it back for the next delta.`);
  const { what } = describeProblem(ENGLISH, receipt.problem);
  return `No receipt could be left on the drive: ${what} Write one elsewhere with: sandgrouse receipt`;
}

const FINDING_WORDS: Readonly<Record<BundleFinding['kind'], string>> = {
  damaged: 'was changed',
  missing: 'is missing',
  'not-listed': 'does not belong there',
  'not-a-file': 'is a link or something else that is no file',
  unreadable: 'cannot be read',
};

const MOST_FINDINGS = 50;

export function reportLines(report: BundleReport, style: Style): readonly string[] {
  const { manifest, fingerprint, files, bytes, findings } = report;
  const shown = findings.slice(0, MOST_FINDINGS);
  const left = findings.length - shown.length;
  return [
    ...manifestLines(manifest),
    `Signed with:  ${style.bold(fingerprint)}`,
    ...shown.map(
      ({ path, kind }) => `  ${style.red('error:')} ${toPlainText(`"${path}"`)} ${FINDING_WORDS[kind]}`,
    ),
    ...(left > 0 ? [`  and ${formatCount(left, 'more')}`] : []),
    findings.length === 0
      ? `${style.green('Whole:')} ${formatCount(files, 'file')}, ${formatBytes(bytes)}, all as they were signed.`
      : `${style.red('Not whole:')} ${formatCount(findings.length, 'file')} cannot be trusted.`,
  ];
}

function manifestLines({
  bundleId,
  mirror,
  createdAt,
  part,
  base,
  upstreamUrl,
  by,
  scan,
}: BundleManifest): readonly string[] {
  const whole = part.parts.length === 1 ? '' : `, part ${part.number} of ${part.parts.length}`;
  return [
    `Export:       ${nameOfBundle(bundleId)}${whole} of ${toPlainText(`"${mirror.name}"`)}, ${createdAt}`,
    ...(by === null ? [] : [`Exported by:  ${toPlainText(`${by.user} on ${by.host}`)}`]),
    `Upstream:     ${toPlainText(upstreamUrl)}`,
    ...(base === null ? [] : [`Goes on from: ${nameOfBundle(base.bundleId)}`]),
    ...(scan === null ? [] : [`Scanned with: ${toPlainText(scan.command)}`]),
  ];
}
