import { toPlainText } from '../plain-text';
import type { Finding, FindingKind, PageFaultKind, VerifyStep } from '../verification';

/** Words for what a verification found. */

const PAGE_FAULTS: { readonly [Fault in PageFaultKind]: (subject: string | null) => string } = {
  'html-missing': () => 'its page in HTML is not there',
  'html-differs': (subject) => `its pages in HTML and JSON differ${about(subject)}`,
  'leads-outside': (subject) => `it links to what is not in the mirror${about(subject)}`,
  'tells-no-hash': (subject) => `it tells no sha256${about(subject)}`,
  'other-project': (subject) => `it says that it is the page of another project${about(subject)}`,
  'root-differs': (subject) => `the list of all projects and the pages differ${about(subject)}`,
};

const about = (subject: string | null): string => (subject === null ? '' : ` (${toPlainText(subject)})`);

/** What is wrong, in words that stand behind the path. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'damaged':
    case 'metadata-damaged': {
      const { expectedBytes, actualBytes, expectedSha256, actualSha256 } = finding;
      return expectedBytes !== null && expectedBytes !== actualBytes
        ? `damaged: it has ${actualBytes} bytes and should have ${expectedBytes}`
        : `damaged: its sha256 is ${toPlainText(actualSha256)} and should be ${toPlainText(expectedSha256)}`;
    }
    case 'missing':
      return 'missing';
    case 'metadata-missing':
      return 'missing, though the page tells of it';
    case 'page-wrong':
      return PAGE_FAULTS[finding.fault](finding.subject);
    case 'unreadable':
      return `cannot be read: ${toPlainText(finding.reason)}`;
    case 'not-a-file':
      return 'a link, a folder or a device stands in its place';
    case 'record-wrong':
      return 'right itself; the record of it is not';
    case 'orphaned':
      return finding.removable
        ? 'no page lists it'
        : 'no page lists it, and it has no name of a mirror’s file';
  }
}

/** What so many findings of a kind are, with the number before it. */
export const FINDING_NAMES: { readonly [Kind in FindingKind]: readonly [one: string, many: string] } = {
  damaged: ['damaged file', 'damaged files'],
  missing: ['missing file', 'missing files'],
  'metadata-damaged': ['damaged metadata file', 'damaged metadata files'],
  'metadata-missing': ['missing metadata file', 'missing metadata files'],
  'page-wrong': ['wrong page', 'wrong pages'],
  unreadable: ['file that cannot be read', 'files that cannot be read'],
  'not-a-file': ['place that holds no file', 'places that hold no file'],
  'record-wrong': ['wrong record', 'wrong records'],
  orphaned: ['file that no page lists', 'files that no page lists'],
};

export const VERIFY_STEPS: { readonly [Step in VerifyStep]: string } = {
  'read-pages': 'Reading the pages',
  'check-files': 'Reading the files',
  'find-orphans': 'Looking for files that no page lists',
};
