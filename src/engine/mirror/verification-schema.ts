import { z } from 'zod';
import {
  FINDING_KINDS,
  type Finding,
  type FindingCounts,
  PAGE_FAULTS,
  VERIFICATION_VERSION,
  VERIFY_MODES,
  type VerificationReport,
} from '../../contract/verification';

/** What the records of a verification look like: they lie in the mirror's folder, which may come from a stranger. */
const text = z.string().max(100_000);
const number = z.number().int().nonnegative();
const place = { path: text, project: text.nullable() };
const hashes = {
  expectedSha256: text,
  actualSha256: text,
  expectedBytes: number.nullable(),
  actualBytes: number,
};

export const findingSchema: z.ZodType<Finding> = z.discriminatedUnion('kind', [
  z.object({ ...place, kind: z.enum(['damaged', 'metadata-damaged']), ...hashes }),
  z.object({ ...place, kind: z.enum(['missing', 'metadata-missing', 'not-a-file', 'record-wrong']) }),
  z.object({
    ...place,
    kind: z.literal('page-wrong'),
    fault: z.enum(PAGE_FAULTS),
    subject: text.nullable(),
  }),
  z.object({ ...place, kind: z.literal('unreadable'), reason: text }),
  z.object({ ...place, kind: z.literal('orphaned'), sizeBytes: number, removable: z.boolean() }),
]);

const counts: z.ZodType<FindingCounts> = z.record(z.enum(FINDING_KINDS), number);

export const reportSchema: z.ZodType<VerificationReport> = z.object({
  version: z.literal(VERIFICATION_VERSION),
  mode: z.enum(VERIFY_MODES),
  startedAtMs: number,
  finishedAtMs: number,
  projects: number,
  files: number,
  bytes: number,
  filesRead: number,
  filesWaiting: number,
  counts,
});
