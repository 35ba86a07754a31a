import { z } from 'zod';
import { BUNDLE_FORMAT, type BundleManifest, READ_BACKS } from '../../../contract/bundle';
import { ACT_INTERFACES } from '../../../contract/history';
import { TARGET_ID } from '../../../contract/target';
import { isNormalizedName } from '../../../python-packaging/name';
import { findBundlePathFault, isCarried } from './bundle-paths';

/** What a manifest from anywhere has to look like. A removal names nothing outside of what is carried. */
const text = z.string().max(10_000);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bundleId = z.string().regex(/^[0-9a-f]{32}$/);
const count = z.number().int().nonnegative();
const MOST_PARTS = 10_000;
const carriedPath = text.refine((path) => isCarried(path) && findBundlePathFault(path) === null);
const targetId = z.string().regex(TARGET_ID);

/**
 * A list in which every entry is of a form. The first that is not ends the reading: zod's own lists gather what is wrong with
 * each of millions of entries, until the memory is full.
 */
const listOf = <Item>(item: z.ZodType<Item>) =>
  z.custom<readonly Item[]>(
    (value) => Array.isArray(value) && value.every((entry) => item.safeParse(entry).success),
  );

const manifestSchema: z.ZodType<BundleManifest> = z
  .object({
    format: z.literal(BUNDLE_FORMAT),
    bundleId,
    mirror: z.object({ id: z.uuid(), name: text }),
    createdAt: z.iso.datetime(),
    program: text,
    by: z
      .object({ user: text, host: text, interface: z.enum(ACT_INTERFACES) })
      .nullable()
      .default(null),
    upstreamUrl: text,
    syncedAt: z.iso.datetime().nullable(),
    selection: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('whole') }),
      z.object({ kind: z.literal('targets'), targets: listOf(targetId) }),
      z.object({ kind: z.literal('projects'), projects: listOf(text.refine(isNormalizedName)) }),
    ]),
    targets: listOf(z.object({ id: targetId, label: text })),
    projects: count,
    state: z.object({ digest: hash, files: count }),
    base: z.object({ bundleId, stateDigest: hash }).nullable(),
    removals: listOf(carriedPath),
    part: z.object({
      number: z.number().int().positive(),
      parts: listOf(z.object({ files: count, bytes: count, digest: hash })).refine(
        ({ length }) => length <= MOST_PARTS,
      ),
    }),
    sumsSha256: hash,
    readBack: z.enum(READ_BACKS),
    scan: z.object({ command: text, output: text }).nullable(),
  })
  .refine(({ part }) => part.number <= part.parts.length, { message: 'it is a part that does not exist' });

const headSchema = z.object({ format: z.number() });

export function writeManifest(manifest: BundleManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Reads a manifest that nobody has vouched for yet. Throws an `Error` that says what is wrong. */
export function readManifest(content: Buffer): BundleManifest {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    throw new Error('its manifest is no JSON');
  }
  const head = headSchema.safeParse(value);
  if (head.success && head.data.format > BUNDLE_FORMAT) {
    throw new Error(
      `its format is ${head.data.format}, and this Sandgrouse reads formats up to ${BUNDLE_FORMAT}`,
    );
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`its manifest says nothing useful of "${issue?.path.join('.') ?? ''}"`);
}
