import { z } from 'zod';
import type { ExportChoice } from './carry-state';
import { TARGET_ID } from './target';

const path = z.string().min(1).max(4096);

export const exportChoiceSchema: z.ZodType<ExportChoice> = z.strictObject({
  to: path,
  selection: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({ kind: z.literal('targets'), targets: z.array(z.string().regex(TARGET_ID)).max(1000) }),
    z.strictObject({ kind: z.literal('projects'), projects: z.array(z.string().max(300)).max(10_000) }),
  ]),
  since: path.nullable(),
  readsBack: z.boolean(),
});
