import { z } from 'zod';
import { type NormalizedName, parseProjectName } from '../../../python-packaging/name';

/**
 * A record of the OSV format (https://ossf.github.io/osv-schema/), as far as it tells of projects on PyPI. Records come
 * from strangers: everything is held to a form and a length.
 */
export interface OsvRecord {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** What it says of how bad it is: a word, or a vector of CVSS; `null` where it does not say. */
  readonly severity: string | null;
  readonly modified: string;
  readonly affected: readonly AffectedProject[];
}

export interface AffectedProject {
  readonly project: NormalizedName;
  /** As written. */
  readonly versions: readonly string[];
  /** Events of each range in the order of the ecosystem's versions, as written. */
  readonly ranges: readonly (readonly OsvEvent[])[];
}

export interface OsvEvent {
  readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  readonly version: string;
}

const word = z.string().min(1).max(200);
const MOST_VERSIONS = 20_000;
const MOST_EVENTS = 5_000;

const eventSchema = z.object({
  introduced: word.optional(),
  fixed: word.optional(),
  last_affected: word.optional(),
  limit: word.optional(),
});

const affectedSchema = z.object({
  package: z.object({ ecosystem: word, name: word }).optional(),
  versions: z.array(word).max(MOST_VERSIONS).nullish(),
  ranges: z
    .array(z.object({ type: word, events: z.array(eventSchema).max(MOST_EVENTS) }))
    .max(MOST_EVENTS)
    .nullish(),
});

const recordSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/),
  modified: z.string().max(50).default(''),
  withdrawn: z.string().nullish(),
  aliases: z.array(word).max(100).nullish(),
  summary: z.string().max(10_000).nullish(),
  details: z.string().nullish(),
  severity: z
    .array(z.object({ type: word, score: word }))
    .max(20)
    .nullish(),
  database_specific: z.object({ severity: z.unknown().optional() }).nullish(),
  affected: z.array(affectedSchema).max(5_000).nullish(),
});

/** What stands where a record has more than one way to say how bad it is: the best first. */
const SCORES = ['CVSS_V4', 'CVSS_V3', 'CVSS_V2'];
const LONGEST_SUMMARY = 300;

/** A record; `null` for one that is withdrawn or says nothing of PyPI, `undefined` for what is no record. */
export function readOsvRecord(value: unknown): OsvRecord | null | undefined {
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if (data.withdrawn != null) return null;
  const affected = (data.affected ?? []).flatMap(readAffected);
  if (affected.length === 0) return null;
  return {
    id: data.id,
    aliases: data.aliases ?? [],
    summary: shorten(data.summary ?? data.details ?? ''),
    severity: severityOf(data),
    modified: data.modified,
    affected,
  };
}

function readAffected(entry: z.infer<typeof affectedSchema>): readonly AffectedProject[] {
  const { package: named, versions, ranges } = entry;
  // Other ecosystems begin with other words; a suffix behind a colon narrows this one.
  if (named === undefined || !/^pypi(?::|$)/i.test(named.ecosystem)) return [];
  const project = parseProjectName(named.name);
  if (project === null) return [];
  const ours = (ranges ?? []).filter(({ type }) => type !== 'GIT');
  return [{ project, versions: versions ?? [], ranges: ours.map(({ events }) => events.flatMap(readEvent)) }];
}

function readEvent(event: z.infer<typeof eventSchema>): readonly OsvEvent[] {
  const kinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;
  return kinds.flatMap((kind) => {
    const version = event[kind];
    return version === undefined ? [] : [{ kind, version }];
  });
}

function severityOf({ severity, database_specific: own }: z.infer<typeof recordSchema>): string | null {
  if (typeof own?.severity === 'string' && /^[A-Za-z ]{1,30}$/.test(own.severity))
    return own.severity.toLowerCase();
  for (const type of SCORES) {
    const found = severity?.find((one) => one.type === type);
    if (found !== undefined) return found.score;
  }
  return null;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_SUMMARY ? `${line.slice(0, LONGEST_SUMMARY)}…` : line;
}
