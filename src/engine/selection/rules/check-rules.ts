import type { MetadataRule, Rules } from '../../../contract/rules';
import { parseVersion } from '../../../python-packaging/version';
import { checkAllowlist } from '../../profile/allowlist';
import { findPlatformFault } from './excluded-platforms';
import { compilePattern } from './pattern';

/**
 * What is wrong with rules that have the right shape: each fault as a clause that names the rule and quotes what it is
 * about. Empty for rules that can be used.
 */
export function checkRules(rules: Rules): readonly string[] {
  const { diagnostics } = checkAllowlist(rules.blocklist, { hasTargets: false });
  return [
    ...diagnostics.map(({ line, message, severity }) =>
      severity === 'error'
        ? `blocklist, line ${line}: ${message}`
        : `blocklist, line ${line}: a blocklist holds for every environment; take the marker after ";" away`,
    ),
    ...findPatternFaults('project-patterns', rules.projectPatterns),
    ...findPatternFaults('release-patterns', rules.releasePatterns),
    ...rules.excludedPlatforms.flatMap((word) => {
      const fault = findPlatformFault(word);
      return fault === null ? [] : [`excluded-platforms: ${fault}`];
    }),
    ...rules.metadata.flatMap(findMetadataFaults),
  ];
}

function findMetadataFaults(rule: MetadataRule): readonly string[] {
  const place = `metadata, "${rule.path}"`;
  if (rule.kind === 'regex') return findPatternFaults(place, rule.patterns);
  return rule.versions
    .filter((version) => parseVersion(version) === null)
    .map((version) => `${place}: "${version}" is not a version`);
}

function findPatternFaults(place: string, patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((text) => {
    const compiled = compilePattern(text);
    return compiled.ok ? [] : [`${place}: "${text}" cannot be used as a pattern, ${compiled.message}`];
  });
}
