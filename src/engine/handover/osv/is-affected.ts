import { compareVersions, parseVersion, type Version } from '../../../python-packaging/version';
import type { AffectedProject, OsvEvent } from './osv-record';

/**
 * Whether a version is affected, by the rules of the OSV format with Python's order of versions (PEP 440): it is listed,
 * or it lies in a range. A range with a version that nobody can read counts as one that it lies in: it would be wrong to
 * say that all is well.
 */
export function isAffected({ versions, ranges }: AffectedProject, version: Version): boolean {
  if (versions.some((text) => isSame(text, version))) return true;
  return ranges.some((events) => liesIn(events, version));
}

function isSame(text: string, version: Version): boolean {
  const parsed = parseVersion(text);
  return parsed !== null && compareVersions(parsed, withoutLocal(version, parsed)) === 0;
}

/** A build of somebody's own (`1.0+local`) has the faults of what it was built from. */
function withoutLocal(version: Version, other: Version): Version {
  const isPlain = !other.canonical.includes('+');
  const [bare = ''] = version.canonical.split('+');
  return isPlain && version.canonical !== bare ? (parseVersion(bare) ?? version) : version;
}

interface ReadEvent {
  readonly kind: OsvEvent['kind'];
  /** `null`: before every version. */
  readonly version: Version | null;
}

/** Goes through the events in the order of their versions, and sees what was said last before this one. */
function liesIn(events: readonly OsvEvent[], version: Version): boolean {
  const read: ReadEvent[] = [];
  for (const { kind, version: text } of events) {
    if (kind === 'introduced' && text === '0') read.push({ kind, version: null });
    else if (kind !== 'limit' || text !== '*') {
      const parsed = parseVersion(text);
      if (parsed === null) return true;
      read.push({ kind, version: parsed });
    }
  }
  const limits = read.filter(({ kind }) => kind === 'limit');
  const isWithin = limits.length === 0 || limits.some((limit) => compare(version, limit.version) < 0);
  if (!isWithin) return false;
  let affected = false;
  for (const event of read.sort((left, right) => order(left.version, right.version))) {
    const place = compare(version, event.version);
    if (event.kind === 'introduced' && place >= 0) affected = true;
    if (event.kind === 'fixed' && place >= 0) affected = false;
    if (event.kind === 'last_affected' && place > 0) affected = false;
  }
  return affected;
}

function compare(version: Version, event: Version | null): number {
  return event === null ? 1 : compareVersions(withoutLocal(version, event), event);
}

function order(left: Version | null, right: Version | null): number {
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1);
  return compareVersions(left, right);
}
