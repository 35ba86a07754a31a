import type {
  AdoptedFile,
  AdoptionProgress,
  AdoptionReport,
  AdoptionSurvey,
  RefusedFile,
  Tally,
} from '../../contract/adoption';
import { toPlainText } from '../../contract/plain-text';
import { noteLines } from './import-text';
import { formatBytes, formatCount, percentOf } from './quantities';
import type { Style } from './style';

/** An adoption in words. Pure. */

/** What is done now. */
export function adoptionStepLine({ step, files, bytesDone, bytes }: AdoptionProgress): string {
  switch (step) {
    case 'survey':
      return 'Looking at what is there';
    case 'files':
      return `Reading every file: ${percentOf(bytesDone, bytes)}% of ${formatCount(files, 'file')}, ${formatBytes(bytes)}`;
    case 'tidy':
      return 'Writing the pages of all projects';
  }
}

/** What stands in the folder. */
export function surveyLines(survey: AdoptionSurvey, style: Style): readonly string[] {
  const { projects, files, bytes, metadataFiles, movedFolders, linksInside, linksOutside } = survey;
  const { leftovers, olderPages, strangers, unfinished, layout } = survey;
  return [
    `${style.bold(toPlainText(`"${survey.directory}"`))} holds ${formatCount(projects, 'project')}, ${formatCount(files, 'file')}, ${formatBytes(bytes)}; ${formatCount(metadataFiles, 'file')} with metadata.`,
    ...(layout === 'hash-index'
      ? ['Folders of projects lie in folders by their first letter (hash-index).']
      : []),
    ...tallyLine(
      movedFolders,
      'folder gets its normalised name and place',
      'folders get their normalised name and place',
    ),
    ...(linksInside === 0
      ? []
      : [`${formatCount(linksInside, 'symbolic link')} to be replaced by what it leads to.`]),
    ...tallyLine(
      linksOutside,
      'symbolic link leads out and is not followed',
      'symbolic links lead out and are not followed',
      style.yellow,
    ),
    ...(leftovers.count === 0
      ? []
      : [
          `${formatCount(leftovers.count, 'leftover')} of syncs that were cut off, ${formatBytes(leftovers.bytes)}.`,
        ]),
    ...(olderPages === 0 ? [] : [`${formatCount(olderPages, 'older page version')}.`]),
    ...tallyLine(
      strangers,
      'folder has a name that no project can have',
      'folders have names that no project can have',
      style.yellow,
    ),
    ...(unfinished === null
      ? []
      : [`The last sync was cut off; it had ${formatCount(unfinished.count, 'project')} to do.`]),
  ];
}

const MOST_SHOWN = 5;

function tallyLine(
  { count, examples }: Tally,
  one: string,
  many: string,
  paint = (text: string): string => text,
): readonly string[] {
  if (count === 0) return [];
  const shown = examples.slice(0, MOST_SHOWN).join(', ');
  const more = count > MOST_SHOWN ? ', …' : '';
  return [paint(toPlainText(`${formatCount(count, one, many)}: ${shown}${more}`))];
}

/** What became of it: first what is as it should be, then what is not, each with what mends it. */
export function adoptionLines(report: AdoptionReport, style: Style): readonly string[] {
  const { survey, projects, files, bytes, metadataAdded, unconfirmedFiles, unlistedFiles } = report;
  const adopted = `${formatCount(projects, 'project')}, ${formatCount(files, 'file')}, ${formatBytes(bytes)}`;
  return [
    ...surveyLines(survey, style),
    ...noteLines(report.notes, style),
    `${style.green('Adopted:')} ${adopted}.${unconfirmedFiles === 0 ? ' Every file of these was read and is what its page says.' : ''}`,
    ...(metadataAdded === 0
      ? []
      : [`The metadata of ${formatCount(metadataAdded, 'wheel')} was put beside it.`]),
    ...(unconfirmedFiles === 0
      ? []
      : [`No page told the SHA-256 of ${formatCount(unconfirmedFiles, 'file')}; the next plan compares.`]),
    ...(report.leftoversRemoved === 0
      ? []
      : [`${formatCount(report.leftoversRemoved, 'leftover')} removed.`]),
    ...leftoverHint(report),
    ...(unlistedFiles === 0
      ? []
      : [
          `${formatCount(unlistedFiles, 'file')} that no page lists: left where ${unlistedFiles === 1 ? 'it is' : 'they are'}.`,
        ]),
    ...fileLines(report.missing, 'missing, to be fetched by the next sync', style),
    ...fileLines(report.damaged, 'damaged, to be fetched by the next sync', style),
    ...fileLines(report.refused, 'refused', style),
    ...tallyLine(
      report.unread,
      'project has no page that can be read; the next sync lists it',
      'projects have no page that can be read; the next sync lists them',
      style.yellow,
    ),
    ...tallyLine(
      report.notAskedFor,
      'project is here that the allowlist does not ask for; a sync takes it away',
      'projects are here that the allowlist does not ask for; a sync takes them away',
      style.yellow,
    ),
    report.profile === 'written'
      ? 'The profile is sandgrouse.toml in that folder.'
      : 'The profile that was there stays.',
  ];
}

function leftoverHint({ survey, leftoversRemoved }: AdoptionReport): readonly string[] {
  const isLeft = survey.leftovers.count + survey.olderPages > 0 && leftoversRemoved === 0;
  return isLeft ? ['Leftovers and older page versions stayed; --remove-leftovers deletes them.'] : [];
}

function fileLines(
  { count, examples }: Tally<AdoptedFile | RefusedFile>,
  what: string,
  style: Style,
): readonly string[] {
  if (count === 0) return [];
  const shown = examples.slice(0, MOST_SHOWN).map((file) => {
    const reason = 'reason' in file ? `: ${file.reason}` : '';
    return toPlainText(`  "${file.filename}" of ${file.project}${reason}`);
  });
  const more = count > MOST_SHOWN ? [`  and ${formatCount(count - MOST_SHOWN, 'other')}`] : [];
  return [`${style.yellow(`${formatCount(count, 'file')} ${what}:`)}`, ...shown, ...more];
}
