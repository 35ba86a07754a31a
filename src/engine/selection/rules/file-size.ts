import type { Rule } from '../candidate';
import { DROP_NOTHING, fileRule } from '../rule-context';

/** Drops files that are larger, or whose size upstream does not tell. */
export function fileSizeRule(limitBytes: number | null): Rule {
  if (limitBytes === null) return DROP_NOTHING;
  return fileRule(({ file: { sizeBytes } }) => {
    if (sizeBytes === null) return { kind: 'file-size-unknown', limitBytes };
    return sizeBytes > limitBytes ? { kind: 'file-too-large', sizeBytes, limitBytes } : null;
  });
}
