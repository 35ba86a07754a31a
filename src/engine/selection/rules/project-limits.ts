import type { FileReason } from '../../../contract/plan-summary';
import type { Rules } from '../../../contract/rules';
import type { Rule } from '../candidate';
import { recognise } from '../candidate';
import { DROP_NOTHING, projectRule, type RuleContext } from '../rule-context';

type Limits = Pick<Rules, 'maxProjectSizeBytes' | 'minVersions' | 'maxVersions' | 'exemptListedProjects'>;

/** Drops projects of which upstream has too much in bytes; those that are listed can be exempt. */
export function projectSizeRule(limits: Limits, context: RuleContext): Rule {
  const { maxProjectSizeBytes: limitBytes } = limits;
  if (limitBytes === null || isExempt(limits, context)) return DROP_NOTHING;
  return projectRule((): FileReason | null => {
    const { files } = context.page;
    const sizeBytes = files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0);
    if (sizeBytes > limitBytes) return { kind: 'project-too-large', sizeBytes, limitBytes };
    const isKnown = files.every((file) => file.sizeBytes !== null);
    return isKnown ? null : { kind: 'project-size-unknown', limitBytes };
  });
}

/** Drops projects of which upstream has too few versions, or too many. */
export function versionCountRule({ minVersions, maxVersions }: Limits, context: RuleContext): Rule {
  if (minVersions === null && maxVersions === null) return DROP_NOTHING;
  return projectRule((): FileReason | null => {
    const versions = countVersions(context);
    if (minVersions !== null && versions < minVersions) {
      return { kind: 'too-few-versions', versions, minVersions };
    }
    return maxVersions !== null && versions > maxVersions
      ? { kind: 'too-many-versions', versions, maxVersions }
      : null;
  });
}

function isExempt({ exemptListedProjects }: Limits, { listing }: RuleContext): boolean {
  return exemptListedProjects && listing !== 'none';
}

/** As the page tells it (PEP 700), or else by the names of its files. */
function countVersions({ page }: RuleContext): number {
  if (page.versions !== null) return new Set(page.versions).size;
  const keys = page.files.flatMap((file) => {
    const recognised = recognise(file, page.name);
    return recognised.kind === 'candidate' ? [recognised.candidate.version.sortKey] : [];
  });
  return new Set(keys).size;
}
