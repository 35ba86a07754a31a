import { z } from 'zod';
import { USE_PURPOSES } from '../../contract/plan-summary';
import { PROBLEM_FACTS, type Problem, type ProblemFamily } from '../../contract/problem';
import { ruleReasonSchema } from '../../contract/rules-schema';
import { TARGET_ID } from '../../contract/target';
import { checkDistributionFilename } from '../../python-packaging/filename-check';
import { isNormalizedName, type NormalizedName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { findPathFault } from '../mirror/mirror-paths';
import type { PlanEntry, PlanHead, PlannedFile, TargetPlan } from '../plan/plan';

/**
 * What a saved plan has to look like to be carried out. It lies in the mirror's folder, which may come from a stranger:
 * what it names stays within `packages/`, and it cannot have files of this computer copied into the mirror.
 */
const text = z.string();
const bytes = z.number().int().nonnegative();
const name = z.custom<NormalizedName>((value) => typeof value === 'string' && isNormalizedName(value));

const path = text.refine((value) => value.startsWith('packages/') && findPathFault(value) === null);

/** A problem that can be put into words. */
export const problemSchema = (...families: readonly ProblemFamily[]) =>
  z.custom<Problem>((value) => {
    const parsed = z
      .object({
        code: z.enum(Object.keys(PROBLEM_FACTS) as [Problem['code']]),
        parameters: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
      })
      .safeParse(value);
    return parsed.success && families.includes(PROBLEM_FACTS[parsed.data.code].family);
  });

const chain = z.array(z.object({ project: text, version: text.nullable(), requirement: text }));
const uses = z.array(z.object({ targets: z.array(text), purpose: z.enum(USE_PURPOSES), chain }));

const reason = z.union([
  ruleReasonSchema,
  z.object({ kind: z.literal('required'), line: z.number(), requirement: text }),
  z.object({ kind: z.literal('outside-specifier'), requirements: z.array(text) }),
  z.object({ kind: z.literal('older-than-newest'), newestVersions: z.number() }),
  z.object({ kind: z.literal('needed'), uses }),
  z.object({ kind: z.enum(['version-not-chosen', 'file-not-chosen']), chosen: z.array(text) }),
  z.object({ kind: z.enum(['name-unreadable', 'metadata-unusable']), message: text }),
  z.object({ kind: z.literal('name-refused'), reason: text }),
  z.object({
    kind: z.enum([
      'prerelease',
      'not-a-wheel',
      'release-has-wheels',
      'unsupported-file-kind',
      'quarantined',
      'gone-upstream',
      'project-not-listed',
      'orphaned',
      'fits-no-target',
      'kept-while-incomplete',
      'hash-not-listed',
      'everything',
    ]),
  }),
]);

const simpleFile: z.ZodType<SimpleFile> = z.object({
  filename: text.refine((value) => checkDistributionFilename(value) === null),
  url: z.url({ protocol: /^(?:https?|file)$/ }),
  hashes: z.record(text, text.regex(/^[0-9a-f]+$/)),
  requiresPython: text.nullable(),
  yanked: z.union([z.literal(false), z.object({ reason: text.nullable() })]),
  sizeBytes: bytes.nullable(),
  uploadTime: text.nullable(),
  coreMetadata: z.union([z.literal(false), z.object({ sha256: text.nullable() })]),
});

const plannedFile: z.ZodType<PlannedFile> = z
  .object({
    path,
    file: simpleFile,
    version: text,
    sizeBytes: bytes.nullable(),
    present: z.boolean(),
    reason,
  })
  .refine((planned) => planned.path.endsWith(`/${planned.file.filename}`));

const removals = z.array(z.object({ path, filename: text, sizeBytes: bytes, reason }));

const plannedProject = z.object({
  project: name,
  indexUrl: text.nullable(),
  serial: z.number().int().nonnegative().nullable(),
  requirements: z.array(text),
  status: z.object({ status: text, reason: text.nullable() }).nullable(),
  files: z.array(plannedFile),
  leftOut: z.array(
    z.object({ filename: text, version: text.nullable(), sizeBytes: bytes.nullable(), reason }),
  ),
  removals,
});

const targetPackage = z.object({
  project: name,
  version: text,
  filename: text.refine((value) => checkDistributionFilename(value) === null),
  purpose: z.enum(USE_PURPOSES),
  requiredBy: chain,
  passedOver: z.array(z.object({ version: text, reason: text })),
});

const targetPlan: z.ZodType<TargetPlan> = z.object({
  id: text.regex(TARGET_ID),
  label: text,
  complete: z.boolean(),
  problems: z.array(problemSchema('upstream', 'plan', 'file')),
  packages: z.array(targetPackage),
});

const change = z.object({ project: name, before: z.array(text), after: z.array(text) });

export const planHeadSchema: z.ZodType<PlanHead> = z.object({
  planId: text.regex(/^[A-Za-z0-9-]{1,100}$/),
  createdAtMs: z.number(),
  upstreamUrl: text,
  profileDigest: text,
  targets: z.array(targetPlan),
  changes: z.array(change).nullable(),
  notices: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      project: text.nullable(),
      problem: problemSchema('upstream', 'plan', 'file'),
    }),
  ),
  guards: z.array(problemSchema('plan')),
  complete: z.boolean(),
  freeBytes: z.number().nullable(),
});

/** One line of a plan's projects, for a plan from this upstream. */
export function planEntrySchema(upstreamUrl: string): z.ZodType<PlanEntry> {
  return z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('planned'),
      project: plannedProject.refine(
        ({ files, indexUrl }) =>
          new Set(files.map((file) => file.path)).size === files.length &&
          files.every(({ file }) => mayCome(file, indexUrl ?? upstreamUrl)),
      ),
    }),
    z.object({ kind: z.literal('removed'), project: z.object({ project: name, files: removals }) }),
  ]);
}

/**
 * Whether an index can have named this file. One of this computer that lies elsewhere than the index needs a
 * hash: who knows that knows the file already.
 */
function mayCome({ url, hashes }: SimpleFile, indexUrl: string): boolean {
  if (!url.startsWith('file:')) return true;
  if (!indexUrl.startsWith('file:')) return false;
  const surroundings = new URL('..', indexUrl).href;
  const isWholeDisk = /^file:\/\/\/(?:[a-z]:\/)?$/i.test(surroundings);
  const isNear = !isWholeDisk && new URL(url).href.startsWith(surroundings);
  return isNear || hashes.sha256 !== undefined;
}
