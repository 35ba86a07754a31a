import type { AdoptionReport, AdoptionSurvey, RefusedFile, Tally } from '../../../contract/adoption';

/** Something to say of what was found, with its count and the first of what it is about. */
export interface AdoptionRemark {
  readonly about:
    | 'moved'
    | 'linksInside'
    | 'linksOutside'
    | 'leftovers'
    | 'olderPages'
    | 'strangers'
    | 'unfinished'
    | 'missing'
    | 'damaged'
    | 'refused'
    | 'unread'
    | 'unconfirmed'
    | 'unlisted'
    | 'metadata'
    | 'removed'
    | 'notAskedFor';
  readonly count: number;
  readonly examples: readonly string[];
  readonly isWarning: boolean;
}

const MOST_EXAMPLES = 4;

const remark = (
  about: AdoptionRemark['about'],
  { count, examples }: Tally,
  isWarning = false,
): AdoptionRemark => ({ about, count, examples: examples.slice(0, MOST_EXAMPLES), isWarning });

const bare = (count: number): Tally => ({ count, examples: [] });

const filenames = ({ count, examples }: Tally<Pick<RefusedFile, 'filename' | 'project'>>): Tally => ({
  count,
  examples: examples.map(({ filename, project }) => (filename === '' ? project : filename)),
});

/** What a person should know before they adopt. */
export function surveyRemarks(survey: AdoptionSurvey): readonly AdoptionRemark[] {
  return [
    remark('unfinished', survey.unfinished ?? bare(0)),
    remark('moved', survey.movedFolders),
    remark('linksInside', bare(survey.linksInside)),
    remark('linksOutside', survey.linksOutside, true),
    remark('leftovers', bare(survey.leftovers.count)),
    remark('olderPages', bare(survey.olderPages)),
    remark('strangers', survey.strangers, true),
  ].filter(({ count }) => count > 0);
}

/** What became of it. */
export function reportRemarks(report: AdoptionReport): readonly AdoptionRemark[] {
  return [
    remark('missing', filenames(report.missing), true),
    remark('damaged', filenames(report.damaged), true),
    remark('refused', filenames(report.refused), true),
    remark('unread', report.unread, true),
    remark('notAskedFor', report.notAskedFor, true),
    remark('unconfirmed', bare(report.unconfirmedFiles), true),
    remark('unlisted', bare(report.unlistedFiles)),
    remark('metadata', bare(report.metadataAdded)),
    remark('removed', bare(report.leftoversRemoved)),
  ].filter(({ count }) => count > 0);
}
