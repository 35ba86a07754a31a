import { z } from 'zod';
import { describableProblem } from '../../contract/describable-problem';
import { USE_PURPOSES } from '../../contract/plan-summary';
import { PROOF_VERSION, type Proof } from '../../contract/proof';
import { TARGET_ID } from '../../contract/target';
import { readProofText } from '../mirror/proof-files';

const text = z.string().max(100_000);
const number = z.number().int().min(0);

const pip = z.object({ pythonVersion: text, pipVersion: text });
const check = z.enum(['resolve', 'download']);

const verdict = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('not-asked'),
    reason: z.enum(['switched-off', 'no-python', 'incomplete', 'nothing-to-install', 'sources']),
  }),
  z.object({ kind: z.literal('agrees'), check, pip, packages: number, passedOver: number }),
  z.object({
    kind: z.literal('differs'),
    pip,
    differences: z.array(z.object({ project: text, ours: text.nullable(), pips: text.nullable() })),
  }),
  z.object({ kind: z.literal('refuses'), check, pip, output: text }),
  z.object({ kind: z.literal('too-slow'), check, pip }),
]);

const proofSchema: z.ZodType<Proof> = z.object({
  version: z.literal(PROOF_VERSION),
  createdAtMs: number,
  program: text,
  upstreamUrl: text,
  profileDigest: text,
  complete: z.boolean(),
  leftOut: z.array(text),
  targets: z.array(
    z.object({
      id: z.string().regex(TARGET_ID),
      label: text,
      complete: z.boolean(),
      problems: z.array(describableProblem),
      pip: verdict,
      packages: z.array(
        z.object({
          project: text,
          version: text,
          filename: text,
          sha256: text,
          sizeBytes: number,
          purpose: z.enum(USE_PURPOSES),
        }),
      ),
    }),
  ),
});

/** The proof that lies in a mirror's folder; `null` where there is none that can be read. Throws a disk problem. */
export async function readProof(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Proof | null> {
  signal.throwIfAborted();
  const saved = await readProofText(directory);
  if (saved === null) return null;
  try {
    const parsed = proofSchema.safeParse(JSON.parse(saved));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
