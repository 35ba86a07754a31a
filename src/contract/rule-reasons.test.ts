import { describe, expect, it } from 'vitest';
import type { RuleReason } from './rules';
import { ruleReasonSchema } from './rules-schema';
import { ENGLISH } from './texts/english';

const UPLOADED = '2026-01-31T12:00:00Z';

/** One of each kind, with its words. */
const SAMPLES: {
  readonly [Kind in RuleReason['kind']]: readonly [Extract<RuleReason, { kind: Kind }>, string];
} = {
  blocklisted: [
    { kind: 'blocklisted', line: 3, requirement: 'sand<2' },
    'blocked by "sand<2" (line 3 of the blocklist)',
  ],
  'project-pattern': [
    { kind: 'project-pattern', pattern: 'sa.*' },
    'the project\'s name matches the pattern "sa.*"',
  ],
  'release-pattern': [{ kind: 'release-pattern', pattern: '.+rc' }, 'its version matches the pattern ".+rc"'],
  'prerelease-dropped': [{ kind: 'prerelease-dropped' }, 'a prerelease, which the rules leave out'],
  'platform-excluded': [
    { kind: 'platform-excluded', platforms: ['windows', 'py2'] },
    'only for "windows", "py2", which the rules leave out',
  ],
  'not-newest': [
    { kind: 'not-newest', newestVersions: 3, by: 'upload-time' },
    'not among the 3 newest versions by time of upload',
  ],
  'not-newest-of-series': [
    { kind: 'not-newest-of-series', newestVersions: 1, series: '3.12' },
    'not the newest version of 3.12',
  ],
  'metadata-unmatched': [
    { kind: 'metadata-unmatched', level: 'project', path: 'info.license', value: 'MIT' },
    'the project\'s "info.license", "MIT", is not what the rules ask for',
  ],
  'metadata-unread': [
    { kind: 'metadata-unread', needed: ['license'] },
    'the rules ask for "license", and the metadata of the project could not be read',
  ],
  'project-too-large': [
    { kind: 'project-too-large', sizeBytes: 2_000_000_000, limitBytes: 1_000_000_000 },
    'the project has 2.0 GB; the rules admit 1.0 GB',
  ],
  'project-size-unknown': [
    { kind: 'project-size-unknown', limitBytes: 1_000_000 },
    'upstream does not tell the size of the project; the rules admit 1.0 MB',
  ],
  'too-few-versions': [
    { kind: 'too-few-versions', versions: 1, minVersions: 2 },
    'the project has 1 version; the rules ask for at least 2',
  ],
  'too-many-versions': [
    { kind: 'too-many-versions', versions: 9, maxVersions: 2 },
    'the project has 9 versions; the rules admit no more than 2',
  ],
  'file-too-large': [
    { kind: 'file-too-large', sizeBytes: 2_000_000, limitBytes: 1_000_000 },
    'it has 2.0 MB; the rules admit 1.0 MB',
  ],
  'file-size-unknown': [
    { kind: 'file-size-unknown', limitBytes: 1_000_000 },
    'upstream does not tell its size; the rules admit 1.0 MB',
  ],
  'uploaded-too-early': [
    { kind: 'uploaded-too-early', uploadTime: UPLOADED, uploadedAfter: '2026-02-01' },
    'uploaded on 2026-01-31; the rules ask for 2026-02-01 or later',
  ],
  'uploaded-too-late': [
    { kind: 'uploaded-too-late', uploadTime: UPLOADED, uploadedBefore: '2026-01-01' },
    'uploaded on 2026-01-31; the rules ask for what came before 2026-01-01',
  ],
  'upload-time-unknown': [
    { kind: 'upload-time-unknown' },
    'upstream does not tell when it was uploaded, and the rules go by that',
  ],
  'cooling-down': [
    { kind: 'cooling-down', uploadTime: UPLOADED, days: 7 },
    'uploaded on 2026-01-31; new files come after 7 days',
  ],
  'license-denied': [
    { kind: 'license-denied', license: 'MIT' },
    'its license, "MIT", is one that the rules deny',
  ],
  'license-not-allowed': [
    { kind: 'license-not-allowed', license: 'MIT' },
    'its license, "MIT", is not one that the rules allow',
  ],
  'license-undeclared': [
    { kind: 'license-undeclared' },
    'it does not name its license in a way that the rules can judge',
  ],
  yanked: [
    { kind: 'yanked', policy: 'when-pinned', reason: 'broken' },
    'yanked: "broken", and no requirement pins it',
  ],
};

describe('why a rule left a file out', () => {
  it.each(Object.values(SAMPLES))('is kept in a plan and told: %o', (reason, words) => {
    expect(ruleReasonSchema.parse(reason)).toEqual(reason);
    const tell = ENGLISH.reasons[reason.kind] as (told: RuleReason) => string;
    expect(tell(reason)).toBe(words);
  });
});
