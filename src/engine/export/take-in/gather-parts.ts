import type { BundleManifest } from '../../../contract/bundle';
import { dropIncoming, listStagedParts, readStaged, stageIncoming } from '../../mirror/incoming';
import type { MirrorPaths } from '../../mirror/mirror-paths';
import type { OpenedBundle } from '../format/open-bundle';
import { readSums, type Sums, writeSums } from '../format/sums';

const MARK = 'parts/bundle.txt';

/** What other bundles left behind unfinished goes; what this one left stays. */
export async function beginGathering(mirror: MirrorPaths, { bundleId }: BundleManifest): Promise<void> {
  const mark = await readStaged(mirror, MARK);
  if (mark?.toString('utf8') === bundleId) return;
  await dropIncoming(mirror);
  await stageIncoming(mirror, MARK, Buffer.from(bundleId));
}

/** What the parts that were checked say together, and the numbers of those that are still to come. */
export async function gatherPart(
  mirror: MirrorPaths,
  { manifest, sums }: OpenedBundle,
): Promise<{ readonly sums: Sums; readonly missing: readonly number[] }> {
  const { number, parts } = manifest.part;
  await stageIncoming(mirror, nameOf(number), Buffer.from(writeSums(sums)));
  const present = new Set(await listStagedParts(mirror));
  const all = new Map<string, string>();
  const missing: number[] = [];
  for (let part = 1; part <= parts.length; part += 1) {
    if (!present.has(nameOf(part).slice('parts/'.length))) missing.push(part);
    else {
      const text = await readStaged(mirror, nameOf(part));
      for (const [path, sha256] of readSums(text?.toString('utf8') ?? '')) all.set(path, sha256);
    }
  }
  return { sums: all, missing };
}

const nameOf = (part: number): string => `parts/${part}.sha256sums`;
