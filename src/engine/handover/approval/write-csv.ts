import { toPlainText } from '../../../contract/plain-text';
import { type ApprovalSheet, licenseInWords, standingInWords, vulnerabilityInWords } from './approval-sheet';

const COLUMNS = [
  'project',
  'version',
  'file',
  'sha256',
  'size_bytes',
  'license',
  'uploaded',
  'standing',
  'required_by',
  'vulnerabilities',
  'change',
];

/**
 * Every file as a line (RFC 4180), for spreadsheets. The mark at the beginning tells them that it is UTF-8. Nothing in it
 * can become a formula.
 */
export function writeApprovalCsv({ files, removed, vulnerabilities }: ApprovalSheet): string {
  const lines = files.map((file) =>
    [
      file.project,
      file.version ?? '',
      file.filename,
      file.sha256,
      String(file.sizeBytes),
      licenseInWords(file.license),
      file.uploadTime ?? '',
      standingInWords(file),
      file.requiredBy ?? '',
      vulnerabilities === null ? 'not looked up' : file.vulnerabilities.map(vulnerabilityInWords).join('; '),
      file.change,
    ]
      .map(writeField)
      .join(','),
  );
  const gone = (removed ?? []).map((filename) =>
    ['', '', filename, '', '', '', '', '', '', '', 'removed'].map(writeField).join(','),
  );
  return `\ufeff${[COLUMNS.join(','), ...lines, ...gone].map((line) => `${line}\r\n`).join('')}`;
}

/** Signs with which a spreadsheet takes a field for a formula, in both widths (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/u;

/** Where a spreadsheet of another country begins the next field, whatever stands in quotes here. */
const FORMULA_BEHIND_SEPARATOR = /;(?=[\s"]*[=+\-@|%＝＋－＠])/gu;

/** A sign before what could be a formula makes it a text; control characters, tabs among them, do not come through. */
function writeField(text: string): string {
  const plain = toPlainText(text).replace(FORMULA_BEHIND_SEPARATOR, ";'");
  const safe = FORMULA.test(plain) ? `'${plain}` : plain;
  return /[",']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
