import { z } from 'zod';
import { DISTRIBUTION_CHOICES, PRERELEASE_CHOICES, PROFILE_VERSION, type Profile } from './profile';

// Without this zod probes for `eval`, which a window's content security policy reports as a violation.
z.config({ jitless: true });

/** Parses a profile that came over a process border or out of a file. Unknown keys are refused, never dropped. */
export const profileSchema: z.ZodType<Profile> = z.strictObject({
  version: z.literal(PROFILE_VERSION),
  upstreamUrl: z.string().min(1).max(4096),
  allowlist: z.string().max(10_000_000),
  options: z.strictObject({
    newestVersions: z.number().int().min(1).max(10_000).nullable(),
    distributions: z.enum(DISTRIBUTION_CHOICES),
    prereleases: z.enum(PRERELEASE_CHOICES),
    parallelDownloads: z.number().int().min(1).max(64),
  }),
});
