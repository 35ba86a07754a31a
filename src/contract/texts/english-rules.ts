import type { RuleReason } from '../rules';
import { count, megabytes } from './english-numbers';

const DAY_LENGTH = '2026-01-31'.length;
const dayOf = (uploadTime: string): string => uploadTime.slice(0, DAY_LENGTH);
const notAmongNewest = (newestVersions: number): string =>
  newestVersions === 1 ? 'not the newest version' : `not among the ${newestVersions} newest versions`;

/** Words for every rule that drops a file. */
export const ENGLISH_RULE_REASONS: {
  readonly [Kind in RuleReason['kind']]: (reason: Extract<RuleReason, { kind: Kind }>) => string;
} = {
  blocklisted: ({ requirement, line }) => `blocked by "${requirement}" (line ${line} of the blocklist)`,
  'project-pattern': ({ pattern }) => `the project's name matches the pattern "${pattern}"`,
  'release-pattern': ({ pattern }) => `its version matches the pattern "${pattern}"`,
  'prerelease-dropped': () => 'a prerelease, which the rules leave out',
  'platform-excluded': ({ platforms }) =>
    `only for ${platforms.map((platform) => `"${platform}"`).join(', ')}, which the rules leave out`,
  'not-newest': ({ newestVersions, by }) =>
    `${notAmongNewest(newestVersions)}${by === 'version' ? '' : ' by time of upload'}`,
  'not-newest-of-series': ({ newestVersions, series }) => `${notAmongNewest(newestVersions)} of ${series}`,
  'metadata-unmatched': ({ level, path, value }) =>
    `${level === 'project' ? "the project's" : 'its'} "${path}"${value === null ? ', which is not there,' : `, "${value}",`} is not what the rules ask for`,
  'metadata-unread': ({ needed }) =>
    `the rules ask for ${needed.map((path) => `"${path}"`).join(', ')}, and the metadata of the project could not be read`,
  'project-too-large': ({ sizeBytes, limitBytes }) =>
    `the project has ${megabytes(sizeBytes)}; the rules admit ${megabytes(limitBytes)}`,
  'project-size-unknown': ({ limitBytes }) =>
    `upstream does not tell the size of the project; the rules admit ${megabytes(limitBytes)}`,
  'too-few-versions': ({ versions, minVersions }) =>
    `the project has ${count(versions, 'version', 'versions')}; the rules ask for at least ${minVersions}`,
  'too-many-versions': ({ versions, maxVersions }) =>
    `the project has ${count(versions, 'version', 'versions')}; the rules admit no more than ${maxVersions}`,
  'file-too-large': ({ sizeBytes, limitBytes }) =>
    `it has ${megabytes(sizeBytes)}; the rules admit ${megabytes(limitBytes)}`,
  'file-size-unknown': ({ limitBytes }) =>
    `upstream does not tell its size; the rules admit ${megabytes(limitBytes)}`,
  'uploaded-too-early': ({ uploadTime, uploadedAfter }) =>
    `uploaded on ${dayOf(uploadTime)}; the rules ask for ${uploadedAfter} or later`,
  'uploaded-too-late': ({ uploadTime, uploadedBefore }) =>
    `uploaded on ${dayOf(uploadTime)}; the rules ask for what came before ${uploadedBefore}`,
  'upload-time-unknown': () => 'upstream does not tell when it was uploaded, and the rules go by that',
  'cooling-down': ({ uploadTime, days }) =>
    `uploaded on ${dayOf(uploadTime)}; new files come after ${count(days, 'day', 'days')}`,
  'license-denied': ({ license }) => `its license, "${license}", is one that the rules deny`,
  'license-not-allowed': ({ license }) => `its license, "${license}", is not one that the rules allow`,
  'license-undeclared': () => 'it does not name its license in a way that the rules can judge',
  yanked: ({ policy, reason }) =>
    `yanked${reason === null || reason === '' ? '' : `: "${reason}"`}${policy === 'never' ? '' : ', and no requirement pins it'}`,
};
