import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppInfo } from '../../contract/settings';
import { type ApplicationPlace, describeApplication } from '../../engine/export/plan/survey-application';

/** Facts of this application; the built-in sample index is looked for in `sampleIndexFolder`. */
export async function readAppInfo(facts: {
  readonly version: string;
  readonly platform: string;
  readonly electronVersion: string;
  readonly sampleIndexFolder: string;
  readonly application: ApplicationPlace;
}): Promise<AppInfo> {
  const { sampleIndexFolder, application, ...rest } = facts;
  // An installation without the sample index still has everything else to offer.
  const sampleAllowlist = await readFile(join(sampleIndexFolder, 'suggested-allowlist.txt'), 'utf8').catch(
    () => '',
  );
  return {
    ...rest,
    // On macOS, say, it has links that many drives cannot hold.
    portable: await describeApplication(application).catch(() => null),
    sampleAllowlist,
    sampleIndexUrl: pathToFileURL(`${join(sampleIndexFolder, 'simple')}/`).href,
  };
}
