import { z } from 'zod';
import type { BoundIndex, NetworkOptions } from './network';

const address = z.string().min(1).max(4096);

export const networkSchema: z.ZodType<NetworkOptions> = z.strictObject({
  proxyUrl: address
    .refine((url) => !url.includes('@'), { message: 'a profile must not hold a user name or a password' })
    .refine(
      (url) => /^(?:https?|socks5h?):\/\/(?:\[[0-9a-f:.]+\]|[^\s/?#:@[\]]+)(?::\d{1,5})?\/?$/i.test(url),
      {
        message:
          'a proxy has an address such as "http://proxy.example:3128" or "socks5://proxy.example:1080"',
      },
    )
    .nullable(),
  certificateAuthorities: z.array(z.string().min(1).max(4096)).max(100),
  maxBytesPerSecond: z.number().int().min(1024).nullable(),
  connectionsPerHost: z.number().int().min(1).max(64),
  fileMirror: z
    .strictObject({
      url: address.refine((url) => /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(url), {
        message: 'a copy of the files has an address that begins with http:// or https://',
      }),
      fallback: z.boolean(),
    })
    .nullable(),
});

/** A normalised name, or the beginning of names with "*". */
export const PROJECT_PATTERN = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[a-z0-9][a-z0-9-]*\*)$/;

const projectPattern = z.string().regex(PROJECT_PATTERN, {
  message: 'projects are named in small letters with "-"; a "*" may stand at the end',
});

export const indexesSchema: z.ZodType<readonly BoundIndex[]> = z
  .array(z.strictObject({ url: address, projects: z.array(projectPattern).min(1).max(10_000) }))
  .max(100)
  .refine(
    (indexes) => {
      const patterns = indexes.flatMap((index) => [...new Set(index.projects)]);
      return new Set(patterns).size === patterns.length;
    },
    { message: 'a project is bound to two indexes' },
  );
