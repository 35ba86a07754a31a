import { z } from 'zod';
import type { ShareChoice } from './sharing';

/** A name of a computer, as it stands in an address (RFC 1123). */
export const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
/** What goes into an address and a configuration file as it is. */
export const SERVING_SECRET = /^[\x21-\x7e]{8,200}$/;
const USER_NAME = /^[^\s:]{1,100}$/;

const path = z.string().min(1).max(4_096);

/** How a mirror is to be served, as it comes from a window. */
export const shareChoiceSchema: z.ZodType<ShareChoice> = z.strictObject({
  reach: z.enum(['computer', 'network']),
  names: z.array(z.string().regex(HOST_NAME)).max(20).readonly(),
  encryption: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('made') }),
    z.strictObject({ kind: z.literal('own'), certificatePath: path, keyPath: path }),
  ]),
  access: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('token') }),
    z.strictObject({
      kind: z.literal('password'),
      user: z.string().regex(USER_NAME).nullable(),
      secret: z.string().regex(SERVING_SECRET),
    }),
  ]),
});
