import { z } from 'zod';
import type { PipDifference, ProvenPackage } from '../../contract/proof';
import { parseProjectName } from '../../python-packaging/name';
import { parseVersion } from '../../python-packaging/version';

const schema = z.object({
  install: z.array(z.object({ metadata: z.object({ name: z.string(), version: z.string() }) })),
});

/** What pip would install, by normalised name; `null` where it is no report (https://pip.pypa.io/en/stable/reference/installation-report/). */
export function readPipReport(text: string): ReadonlyMap<string, string> | null {
  try {
    const { install } = schema.parse(JSON.parse(text));
    return new Map(install.map(({ metadata: { name, version } }) => [normal(name), canonical(version)]));
  } catch {
    return null;
  }
}

const normal = (name: string): string => parseProjectName(name) ?? name;
const canonical = (version: string): string => parseVersion(version)?.canonical ?? version;

/** Projects of which pip would install another version than we, or only one of us any. */
export function compareWithPip(
  packages: readonly ProvenPackage[],
  pips: ReadonlyMap<string, string>,
): readonly PipDifference[] {
  const ours = new Map(packages.map(({ project, version }) => [project, version]));
  const projects = [...new Set([...ours.keys(), ...pips.keys()])].sort();
  return projects.flatMap((project) => {
    const difference = { project, ours: ours.get(project) ?? null, pips: pips.get(project) ?? null };
    return difference.ours === difference.pips ? [] : [difference];
  });
}
