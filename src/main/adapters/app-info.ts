import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppInfo } from '../../contract/settings';

/** Facts of this application; the built-in sample index is looked for in `sampleIndexFolder`. */
export async function readAppInfo(facts: {
  readonly version: string;
  readonly platform: string;
  readonly electronVersion: string;
  readonly sampleIndexFolder: string;
}): Promise<AppInfo> {
  const { sampleIndexFolder, ...rest } = facts;
  // An installation without the sample index still has everything else to offer.
  const sampleAllowlist = await readFile(join(sampleIndexFolder, 'suggested-allowlist.txt'), 'utf8').catch(
    () => '',
  );
  return {
    ...rest,
    sampleAllowlist,
    sampleIndexUrl: pathToFileURL(`${join(sampleIndexFolder, 'simple')}/`).href,
  };
}
