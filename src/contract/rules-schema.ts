import { z } from 'zod';
import { isMetadataPath } from './metadata-paths';
import {
  METADATA_LEVELS,
  METADATA_MATCHES,
  NEWEST_BY,
  type RuleReason,
  type Rules,
  YANKED_CHOICES,
} from './rules';

// Without this zod probes for `eval`, which a window's content security policy reports as a violation.
z.config({ jitless: true });

const pattern = z.string().min(1).max(1000);
const patterns = z.array(pattern).max(1000);
const projects = z
  .array(
    z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'not the name of a project'),
  )
  .max(10_000);
const licenses = z
  .array(z.string().regex(/^[A-Za-z0-9.:+-]{1,100}(?: WITH [A-Za-z0-9.-]{1,100})?$/i, 'not an id of SPDX'))
  .max(1000);
const count = z.number().int().min(1).max(1_000_000).nullable();
const size = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable();
const instant = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z)?$/,
    'write a date, such as "2026-01-31", or an instant, such as "2026-01-31T12:00:00Z"',
  )
  .refine(isOnCalendar, 'there is no such day')
  .nullable();
const path = z.string().max(200);

const metadataRule = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('regex'),
      level: z.enum(METADATA_LEVELS),
      path,
      match: z.enum(METADATA_MATCHES),
      nullsMatch: z.boolean(),
      patterns: patterns.min(1),
    }),
    z.strictObject({
      kind: z.literal('version-range'),
      level: z.enum(METADATA_LEVELS),
      path,
      nullsMatch: z.boolean(),
      versions: z.array(z.string().min(1).max(200)).min(1).max(1000),
    }),
  ])
  .refine(({ path: field, level }) => isMetadataPath(field, level), {
    path: ['path'],
    message: 'there is no such field for rules of this level',
  });

/** Parses rules that came over a process border or out of a file. Unknown keys are refused, never dropped. */
export const rulesSchema: z.ZodType<Rules> = z
  .strictObject({
    blocklist: z.string().max(10_000_000),
    projectPatterns: patterns,
    releasePatterns: patterns,
    dropPrereleases: z.union([z.enum(['none', 'all']), projects]),
    excludedPlatforms: z.array(z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, 'not a platform')).max(1000),
    newestVersions: count,
    newestBy: z.enum(NEWEST_BY),
    newestPerSeries: count,
    exemptListedVersions: z.boolean(),
    metadata: z.array(metadataRule).max(200),
    maxProjectSizeBytes: size,
    minVersions: count,
    maxVersions: count,
    exemptListedProjects: z.boolean(),
    maxFileSizeBytes: size,
    maxMirrorSizeBytes: size,
    uploadedAfter: instant,
    uploadedBefore: instant,
    coolDownDays: z.number().int().min(1).max(36_500).nullable(),
    coolDownExempt: projects,
    allowedLicenses: licenses,
    deniedLicenses: licenses,
    undeclaredLicenses: z.enum(['drop', 'keep']),
    yanked: z.enum(YANKED_CHOICES),
    onlyForTargets: z.boolean(),
  })
  .refine(
    ({ minVersions, maxVersions }) =>
      minVersions === null || maxVersions === null || minVersions <= maxVersions,
    { path: ['maxVersions'], message: 'less than the least count of versions' },
  )
  .refine(
    ({ uploadedAfter, uploadedBefore }) =>
      uploadedAfter === null ||
      uploadedBefore === null ||
      Date.parse(uploadedAfter) < Date.parse(uploadedBefore),
    { path: ['uploadedBefore'], message: 'not after the time from which on files are kept' },
  );

/** `2026-02-30` is no day, though it can be computed with. */
function isOnCalendar(text: string): boolean {
  const instantMs = Date.parse(text);
  return !Number.isNaN(instantMs) && new Date(instantMs).toISOString().startsWith(text.slice(0, 10));
}

const text = z.string();
const number = z.number();

/** Parses a reason out of a saved plan. */
export const ruleReasonSchema: z.ZodType<RuleReason> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blocklisted'), line: number, requirement: text }),
  z.object({ kind: z.literal('project-pattern'), pattern: text }),
  z.object({ kind: z.literal('release-pattern'), pattern: text }),
  z.object({ kind: z.literal('prerelease-dropped') }),
  z.object({ kind: z.literal('platform-excluded'), platforms: z.array(text) }),
  z.object({ kind: z.literal('not-newest'), newestVersions: number, by: z.enum(NEWEST_BY) }),
  z.object({ kind: z.literal('not-newest-of-series'), newestVersions: number, series: text }),
  z.object({
    kind: z.literal('metadata-unmatched'),
    level: z.enum(METADATA_LEVELS),
    path: text,
    value: text.nullable(),
  }),
  z.object({ kind: z.literal('metadata-unread'), needed: z.array(text) }),
  z.object({ kind: z.literal('project-too-large'), sizeBytes: number, limitBytes: number }),
  z.object({ kind: z.literal('project-size-unknown'), limitBytes: number }),
  z.object({ kind: z.literal('too-few-versions'), versions: number, minVersions: number }),
  z.object({ kind: z.literal('too-many-versions'), versions: number, maxVersions: number }),
  z.object({ kind: z.literal('file-too-large'), sizeBytes: number, limitBytes: number }),
  z.object({ kind: z.literal('file-size-unknown'), limitBytes: number }),
  z.object({ kind: z.literal('uploaded-too-early'), uploadTime: text, uploadedAfter: text }),
  z.object({ kind: z.literal('uploaded-too-late'), uploadTime: text, uploadedBefore: text }),
  z.object({ kind: z.literal('upload-time-unknown') }),
  z.object({ kind: z.literal('cooling-down'), uploadTime: text, days: number }),
  z.object({ kind: z.literal('license-denied'), license: text }),
  z.object({ kind: z.literal('license-not-allowed'), license: text }),
  z.object({ kind: z.literal('license-undeclared') }),
  z.object({ kind: z.literal('yanked'), policy: z.enum(YANKED_CHOICES), reason: text.nullable() }),
]);
