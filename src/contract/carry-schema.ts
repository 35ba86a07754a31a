import { z } from 'zod';
import type { ExportChoice } from './carry-state';
import { TARGET_ID } from './target';

const path = z.string().min(1).max(4096);

export const exportChoiceSchema: z.ZodType<ExportChoice> = z.strictObject({
  to: path,
  drive: z
    .strictObject({ id: z.string().max(1000), mountPoint: path, name: z.string().max(1000) })
    .nullable(),
  selection: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({ kind: z.literal('targets'), targets: z.array(z.string().regex(TARGET_ID)).max(1000) }),
    z.strictObject({ kind: z.literal('projects'), projects: z.array(z.string().max(300)).max(10_000) }),
  ]),
  since: path.nullable(),
  readsBack: z.boolean(),
  extras: z.strictObject({
    part: z
      .strictObject({ bytes: z.number().int().positive(), number: z.number().int().min(1).max(10_000) })
      .nullable(),
    scan: z.array(z.string().max(4096)).min(1).max(100).nullable(),
    osvPath: path.nullable(),
    tools: z.array(path).max(100),
    withApplication: z.boolean(),
  }),
});
