import { z } from 'zod';
import { indexesSchema, networkSchema } from './network-schema';
import {
  CLOSURE_MODES,
  DISTRIBUTION_CHOICES,
  PRERELEASE_CHOICES,
  PROFILE_VERSION,
  type Profile,
  SCOPES,
} from './profile';
import { rulesSchema } from './rules-schema';
import { targetSchema } from './target';

// Without this zod probes for `eval`, which a window's content security policy reports as a violation.
z.config({ jitless: true });

const lines = z.string().max(10_000_000);

/** One folder, one name that is a path nowhere else. */
const lockReference = z.strictObject({
  path: z.string().regex(/^locks\/[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/),
  files: z.enum(['targets', 'all']),
});

/** Parses a profile that came over a process border or out of a file. Unknown keys are refused, never dropped. */
export const profileSchema: z.ZodType<Profile> = z
  .strictObject({
    version: z.literal(PROFILE_VERSION),
    upstreamUrl: z.string().min(1).max(4096),
    indexes: indexesSchema,
    scope: z.enum(SCOPES),
    allowlist: lines,
    constraints: lines,
    targets: z.array(targetSchema).max(200),
    closure: z.strictObject({
      mode: z.enum(CLOSURE_MODES),
      newestVersions: z.number().int().min(1).max(10_000).nullable(),
      bootstrap: z.boolean(),
    }),
    locks: z.array(lockReference).max(100),
    rules: rulesSchema,
    options: z.strictObject({
      newestVersions: z.number().int().min(1).max(10_000).nullable(),
      distributions: z.enum(DISTRIBUTION_CHOICES),
      prereleases: z.enum(PRERELEASE_CHOICES),
      parallelDownloads: z.number().int().min(1).max(64),
    }),
    network: networkSchema,
  })
  .refine(({ targets }) => new Set(targets.map((target) => target.id)).size === targets.length, {
    path: ['targets'],
    message: 'two targets have the same id',
  })
  .refine(({ targets, closure }) => closure.mode === 'none' || targets.length > 0, {
    path: ['closure'],
    message: 'requirements can only be followed for a target; name one',
  })
  .refine(
    ({ scope, closure, locks }) => scope === 'listed' || (closure.mode === 'none' && locks.length === 0),
    {
      path: ['scope'],
      message: 'a mirror of everything follows no requirements and no locks',
    },
  );
