import { nameOfBundle } from '../../contract/bundle';
import { describeProblem } from '../../contract/describe';
import type { Problem } from '../../contract/problem';
import { ENGLISH } from '../../contract/texts/english';
import { type BundleTree, openBundleTree } from '../../engine/export/bundle-tree';
import { recogniseBundle } from '../../engine/export/format/recognise-bundle';
import { hasProfile, readProfile } from '../../engine/profile/profile-file';
import type { ServedPlace } from '../../engine/serve/served-mirrors';
import { printJson, printLines, type Session } from '../session';

/** What is served: mirrors, and exports straight from where they lie. */
export interface OpenPlaces {
  readonly places: readonly [ServedPlace, ...ServedPlace[]];
  /** The folders whose history tells of it; nothing is written on a drive. */
  readonly mirrors: readonly string[];
  readonly bundles: readonly BundleTree[];
}

/** Throws `profile-missing` where a folder is neither, and what `openBundleTree` throws. */
export async function openPlaces(
  [first, ...others]: readonly [string, ...string[]],
  session: Session,
): Promise<OpenPlaces> {
  const places: [ServedPlace, ...ServedPlace[]] = [await openPlace(first, session)];
  for (const directory of others) places.push(await openPlace(directory, session));
  return {
    places,
    mirrors: places.filter((place) => typeof place === 'string'),
    bundles: places.filter((place): place is BundleTree => typeof place !== 'string'),
  };
}

async function openPlace(directory: string, session: Session): Promise<string | BundleTree> {
  const { signal } = session.ending;
  const bundle = (await hasProfile(directory)) ? null : await recogniseBundle(directory);
  if (bundle !== null) {
    return openBundleTree(bundle, { onDamaged: (damage) => tellDamage(damage, session), signal });
  }
  await readProfile(directory, { signal });
  return directory;
}

function tellDamage(damage: Problem, session: Session): void {
  const { what } = describeProblem(ENGLISH, damage);
  if (session.json) printJson(session, { type: 'damaged', ...damage.parameters });
  else printLines(session.notices, [`${what} It is not given out.`]);
}

/** Whose exports they are, to be compared with what their maker says. */
export function bundleLines({ bundles }: OpenPlaces): readonly string[] {
  return bundles.flatMap(({ directory, manifest, fingerprint }) => [
    `"${directory}" is the export ${nameOfBundle(manifest.bundleId)} of "${manifest.mirror.name}", signed by`,
    `  ${fingerprint}`,
    '  Compare that with what the other side says. Nothing is written there; each file is checked before it is given out.',
  ]);
}

/** The same for scripts. */
export function bundleFacts({ bundles }: OpenPlaces): readonly Readonly<Record<string, string>>[] {
  return bundles.map(({ directory, manifest: { bundleId, mirror, createdAt }, fingerprint }) => {
    return { directory, bundle: nameOfBundle(bundleId), mirror: mirror.name, createdAt, fingerprint };
  });
}
