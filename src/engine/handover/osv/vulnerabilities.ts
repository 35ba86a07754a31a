import type { NormalizedName } from '../../../python-packaging/name';
import type { Version } from '../../../python-packaging/version';
import { isAffected } from './is-affected';
import type { AffectedProject, OsvEvent, OsvRecord } from './osv-record';

/** What is known to be wrong with one release. */
export interface Vulnerability {
  readonly id: string;
  /** Other names of the same, such as its CVE. */
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly severity: string | null;
  /** The versions in which it is put right, as written. */
  readonly fixedIn: readonly string[];
}

/** Known vulnerabilities of the projects that were asked for. */
export interface Vulnerabilities {
  /** Records that tell of PyPI and could be read, of whatever project. */
  readonly records: number;
  /** Files or entries that are no record. */
  readonly unreadable: number;
  /** When the newest record was changed, as it says itself; `null` where none does. */
  readonly newestChange: string | null;
  readonly find: (project: NormalizedName, version: Version) => readonly Vulnerability[];
}

export interface VulnerabilityCollector {
  readonly add: (record: OsvRecord | null | undefined) => void;
  readonly finish: () => Vulnerabilities;
}

/** Keeps of all records what tells of the given projects: a database holds some hundred times more. */
export function collectVulnerabilities(projects: Iterable<string>): VulnerabilityCollector {
  const wanted = new Set<string>(projects);
  const byProject = new Map<string, { readonly record: OsvRecord; readonly affected: AffectedProject }[]>();
  let records = 0;
  let unreadable = 0;
  let newestChange: string | null = null;
  return {
    add: (record) => {
      if (record === undefined) unreadable += 1;
      if (record == null) return;
      records += 1;
      if (isDate(record.modified) && record.modified > (newestChange ?? '')) newestChange = record.modified;
      for (const affected of record.affected) {
        if (!wanted.has(affected.project)) continue;
        const known = byProject.get(affected.project) ?? [];
        known.push({ record, affected });
        byProject.set(affected.project, known);
      }
    },
    finish: () => ({
      records,
      unreadable,
      newestChange,
      find: (project, version) => {
        const found = new Map<string, Vulnerability>();
        for (const { record, affected } of byProject.get(project) ?? []) {
          if (isAffected(affected, version)) found.set(record.id, describe(record, affected));
        }
        return withoutAliases([...found.values()].sort((left, right) => (left.id < right.id ? -1 : 1)));
      },
    }),
  };
}

function describe({ id, aliases, summary, severity }: OsvRecord, { ranges }: AffectedProject): Vulnerability {
  const isFix = ({ kind }: OsvEvent): boolean => kind === 'fixed';
  const fixedIn = ranges.flat().filter(isFix);
  return { id, aliases, summary, severity, fixedIn: [...new Set(fixedIn.map(({ version }) => version))] };
}

/** The same one is often told of under two names (GHSA-… and PYSEC-…): the one that says how bad it is stays. */
function withoutAliases(all: readonly Vulnerability[]): readonly Vulnerability[] {
  const kept: Vulnerability[] = [];
  const told = new Set<string>();
  const best = [...all].sort(
    (left, right) => Number(left.severity === null) - Number(right.severity === null),
  );
  for (const one of best) {
    const names = [one.id, ...one.aliases];
    if (!names.some((name) => told.has(name))) kept.push(one);
    for (const name of names) told.add(name);
  }
  return kept;
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);
