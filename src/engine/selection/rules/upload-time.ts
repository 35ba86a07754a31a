import type { Rules } from '../../../contract/rules';
import { normalizeName } from '../../../python-packaging/name';
import type { Rule } from '../candidate';
import { DROP_NOTHING, fileRule, type RuleContext } from '../rule-context';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps files from one instant on and before another one. A date begins at midnight in UTC. */
export function uploadTimeRule({
  uploadedAfter,
  uploadedBefore,
}: Pick<Rules, 'uploadedAfter' | 'uploadedBefore'>): Rule {
  if (uploadedAfter === null && uploadedBefore === null) return DROP_NOTHING;
  return fileRule(({ file: { uploadTime } }) => {
    if (uploadTime === null) return { kind: 'upload-time-unknown' };
    const uploadedMs = Date.parse(uploadTime);
    if (uploadedAfter !== null && uploadedMs < Date.parse(uploadedAfter)) {
      return { kind: 'uploaded-too-early', uploadTime, uploadedAfter };
    }
    return uploadedBefore !== null && uploadedMs >= Date.parse(uploadedBefore)
      ? { kind: 'uploaded-too-late', uploadTime, uploadedBefore }
      : null;
  });
}

/**
 * Drops files that are younger than so many days. Each file counts by itself: what was added to an old release
 * yesterday is as new as a new release.
 */
export function coolDownRule(
  { coolDownDays: days, coolDownExempt }: Pick<Rules, 'coolDownDays' | 'coolDownExempt'>,
  { page, nowMs }: RuleContext,
): Rule {
  if (days === null || coolDownExempt.some((name) => normalizeName(name) === page.name)) return DROP_NOTHING;
  return fileRule(({ file: { uploadTime } }) => {
    if (uploadTime === null) return { kind: 'upload-time-unknown' };
    return Date.parse(uploadTime) > nowMs - days * DAY_MS ? { kind: 'cooling-down', uploadTime, days } : null;
  });
}
