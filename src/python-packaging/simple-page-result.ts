import type { SimpleProject } from './simple-page';

/** A page read, or what in it breaks the specification. */
export type SimplePageResult =
  | { readonly ok: true; readonly page: SimpleProject }
  | { readonly ok: false; readonly error: PageFault };

export interface PageFault {
  /** Where on the page, such as `files[3].hashes`; `''` for the page as a whole. */
  readonly path: string;
  /** A sentence's beginning that names the path: `"files[3].hashes" must be an object`. */
  readonly message: string;
}

/** The version of the Simple API that our pages are written in (PEP 629, 691, 700, 714, 792). */
export const SIMPLE_API_VERSION = '1.4';

/** PEP 629: a higher minor version can be read, a higher major version must be refused. `null` when it can be read. */
export function checkApiVersion(version: string): string | null {
  const major = /^([0-9]{1,9})\.[0-9]{1,9}$/.exec(version)?.[1];
  if (major === undefined) return `"${version}" is no version of the Simple API`;
  return Number(major) === 1 ? null : `version ${version} of the Simple API is not known here, only 1.x is`;
}
