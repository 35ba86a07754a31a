import { z } from 'zod';

/**
 * A target: a Python on a computer that will install from the mirror. What it can use is judged by its tags
 * (PEP 425), its markers (PEP 508) and its version (Requires-Python), never by those of this computer.
 */
export interface Target {
  /** Its identity in the profile and in `pylock.<id>.toml`: `linux-x86_64-cp312`. */
  readonly id: string;
  readonly implementation: 'cpython' | 'pypy';
  /** In full: `3.12.12`. */
  readonly pythonVersion: string;
  /** Built without the global lock (PEP 703). */
  readonly freeThreaded: boolean;
  /** The ABI in the names of PyPy's wheels, `pypy311_pp73`; `null` for CPython. */
  readonly pypyAbi: string | null;
  readonly platform: TargetPlatform;
  /** Marker values that were read from the computer itself; they override the derived ones. */
  readonly markers: Readonly<Record<string, string>>;
  /** Tags that were read from the computer itself, best first; `null`: they are derived. */
  readonly tags: readonly string[] | null;
}

/** Versions of the C library and of macOS are the oldest that the computers have: a wheel for an older one runs too. */
export type TargetPlatform =
  | {
      readonly system: 'linux';
      /** As `uname -m` says. */
      readonly architecture: string;
      readonly libc: { readonly kind: 'glibc' | 'musl'; readonly major: number; readonly minor: number };
    }
  | {
      readonly system: 'macos';
      readonly architecture: 'x86_64' | 'arm64';
      readonly major: number;
      readonly minor: number;
    }
  | { readonly system: 'windows'; readonly architecture: 'x86' | 'amd64' | 'arm64' };

export const TARGET_ID = /^[a-z0-9][a-z0-9_-]{0,62}$/;

const number = z.number().int().min(0).max(999);
const platformSchema = z.discriminatedUnion('system', [
  z.strictObject({
    system: z.literal('linux'),
    architecture: z.string().regex(/^[a-z0-9_]{2,20}$/),
    libc: z.strictObject({ kind: z.enum(['glibc', 'musl']), major: number, minor: number }),
  }),
  z.strictObject({
    system: z.literal('macos'),
    architecture: z.enum(['x86_64', 'arm64']),
    major: number,
    minor: number,
  }),
  z.strictObject({ system: z.literal('windows'), architecture: z.enum(['x86', 'amd64', 'arm64']) }),
]);

/** Parses a target that came over a process border or out of a file. */
export const targetSchema: z.ZodType<Target> = z
  .strictObject({
    id: z.string().regex(TARGET_ID),
    implementation: z.enum(['cpython', 'pypy']),
    pythonVersion: z.string().regex(/^3\.[0-9]{1,3}\.[0-9]{1,3}(?:(?:a|b|rc)[0-9]{1,3})?\+?$/),
    freeThreaded: z.boolean(),
    pypyAbi: z
      .string()
      .regex(/^pypy[0-9]{2,4}_pp[0-9]{2,4}$/)
      .nullable(),
    platform: platformSchema,
    markers: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.string().max(500)),
    tags: z
      .array(z.string().regex(/^[a-z0-9_]{1,60}-[a-z0-9_]{1,60}-[a-z0-9_.]{1,100}$/i))
      .max(20_000)
      .nullable(),
  })
  .refine((target) => (target.implementation === 'pypy') === (target.pypyAbi !== null), {
    message: 'PyPy, and PyPy alone, has an ABI of its own in the names of its wheels',
  });
