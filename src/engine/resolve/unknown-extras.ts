import type { PlanNotice } from '../../contract/plan-summary';
import { problem } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import { chainText, linkOf } from '../closure/chains';
import type { NeededFile, TargetClosure } from '../closure/close-target';
import type { Universe } from '../closure/universe';

/** More than a person reads. */
const MOST_ASKERS = 3;

interface UnknownExtra {
  readonly file: NeededFile;
  readonly extra: NormalizedName;
  readonly askers: Set<string>;
}

/**
 * Extras that are asked for and that the chosen release does not provide, each once for all targets. Installers warn of
 * them and go on, so the plan stays whole. An sdist's build may still add extras, and what an `all-matching` closure
 * admits besides the chosen release need not have them: neither is judged.
 */
export function noticesOfUnknownExtras(
  closures: readonly TargetClosure[],
  { metadata }: Pick<Universe, 'metadata'>,
): readonly PlanNotice[] {
  const found = new Map<string, UnknownExtra>();
  for (const file of closures.flatMap(({ needed }) => needed)) {
    const reading = metadata(file.candidate);
    if (file.candidate.kind !== 'wheel' || file.purpose === 'match' || reading?.ok !== true) continue;
    for (const asker of file.requiredBy) {
      for (const extra of asker.requirement.extras) {
        if (reading.metadata.extras.has(extra)) continue;
        const key = `${file.name} ${file.candidate.version.canonical} ${extra}`;
        const entry = found.get(key) ?? { file, extra, askers: new Set<string>() };
        found.set(key, entry);
        entry.askers.add(chainText([linkOf(asker)]));
      }
    }
  }
  return [...found.values()].map(noticeOf);
}

function noticeOf({ file, extra, askers }: UnknownExtra): PlanNotice {
  const shown = [...askers].slice(0, MOST_ASKERS).join(', ');
  const more = askers.size - MOST_ASKERS;
  return {
    severity: 'warning',
    project: file.name,
    problem: problem('extra-unknown', {
      project: file.name,
      version: file.candidate.version.canonical,
      extra,
      askers: more > 0 ? `${shown} and ${more} more` : shown,
    }),
  };
}
