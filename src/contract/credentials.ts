import { z } from 'zod';

/** What a host asks for before it gives something out. Never in a profile, a log, an event or on a drive. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };

/** The hosts that something is kept for, without what is kept. */
export interface CredentialList {
  /** As `https://index.example`, sorted. */
  readonly origins: readonly string[];
  /** `memory`: this computer has no place for secrets that is worth the name; they are gone when the application ends. */
  readonly kept: 'encrypted' | 'memory';
}

// No header may end in the middle of what a person pasted.
const secret = z
  .string()
  .max(10_000)
  .refine((text) => [...text].every((character) => character >= ' ' && character !== '\u007f'), {
    message: 'it has a line break or another character that cannot be typed in it',
  });

export const credentialSchema: z.ZodType<Credential> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('password'),
    // RFC 7617, 2: it ends at the first colon.
    username: secret.refine((name) => !name.includes(':'), { message: 'a user name has no ":" in it' }),
    password: secret,
  }),
  z.strictObject({ kind: z.literal('token'), token: secret.min(1) }),
]);

/** The address of a host; what stands after it is passed over. */
export const hostAddressSchema: z.ZodType<string> = z
  .string()
  .max(4096)
  .regex(/^https?:\/\/(?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]]+)(?::\d{1,5})?(?:\/\S*)?$/i, {
    message: 'an index has an address such as "https://index.example"',
  });
