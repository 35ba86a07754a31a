import { expect, it } from 'vitest';
import type { AdoptionReport, AdoptionSurvey } from '../../../contract/adoption';
import { reportRemarks, surveyRemarks } from './adoption-remarks';

const none = { count: 0, examples: [] };
const SURVEY: AdoptionSurvey = {
  directory: '/srv/pypi',
  projects: 2,
  files: 3,
  bytes: 4,
  metadataFiles: 0,
  layout: 'plain',
  movedFolders: { count: 6, examples: ['A', 'B', 'C', 'D', 'E', 'F'] },
  linksInside: 0,
  linksOutside: { count: 1, examples: ['packages/etc'] },
  leftovers: { ...none, bytes: 0 },
  olderPages: 0,
  strangers: none,
  serial: 7,
  unfinished: none,
};

it('a survey is told by what there is, and by the first of it', () => {
  expect(surveyRemarks(SURVEY)).toEqual([
    { about: 'moved', count: 6, examples: ['A', 'B', 'C', 'D'], isWarning: false },
    { about: 'linksOutside', count: 1, examples: ['packages/etc'], isWarning: true },
  ]);
});

it('a report begins with what is not as it should be', () => {
  const report: AdoptionReport = {
    survey: SURVEY,
    projects: 2,
    files: 1,
    bytes: 2,
    unconfirmedFiles: 1,
    metadataAdded: 1,
    missing: none,
    damaged: { count: 1, examples: [{ project: 'sand', filename: 'sand-1.0.tar.gz', reason: 'short' }] },
    refused: { count: 1, examples: [{ project: 'stone', filename: '', reason: 'a link' }] },
    unread: none,
    unlistedFiles: 0,
    leftoversRemoved: 0,
    profile: 'written',
    notes: [],
    notAskedFor: none,
  };
  expect(reportRemarks(report).map(({ about, examples }) => [about, ...examples])).toEqual([
    ['damaged', 'sand-1.0.tar.gz'],
    ['refused', 'stone'],
    ['unconfirmed'],
    ['metadata'],
  ]);
});
