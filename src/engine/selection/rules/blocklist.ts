import { contains } from '../../../python-packaging/specifier';
import type { AllowlistEntry } from '../../profile/allowlist';
import type { Candidate, Rule } from '../candidate';
import { fileRule, projectRule, type RuleContext } from '../rule-context';

/** Lines of the blocklist, by project. */
export type Blocklist = ReadonlyMap<string, readonly AllowlistEntry[]>;

export function blocklistOf(entries: readonly AllowlistEntry[]): Blocklist {
  const byProject = new Map<string, AllowlistEntry[]>();
  for (const entry of entries) {
    const { name } = entry.requirement;
    byProject.set(name, [...(byProject.get(name) ?? []), entry]);
  }
  return byProject;
}

/** Whether a line says no more than the name of a project. */
export function isBlockedProject(blocklist: Blocklist, project: string): boolean {
  return blocklist.get(project)?.some(isWholeProject) === true;
}

/** Drops projects of which a line says no more than the name. */
export function blockedProjectRule(blocklist: Blocklist, { page }: RuleContext): Rule {
  const entry = blocklist.get(page.name)?.find(isWholeProject);
  return projectRule(() => (entry === undefined ? null : reasonOf(entry)));
}

/** Drops versions inside a line's specifier, prereleases too, or files that have a line's hashes. */
export function blockedReleaseRule(blocklist: Blocklist, { page }: RuleContext): Rule {
  const entries = blocklist.get(page.name)?.filter((entry) => !isWholeProject(entry)) ?? [];
  return fileRule((candidate) => {
    const entry = entries.find((blocked) => blocks(blocked, candidate));
    return entry === undefined ? null : reasonOf(entry);
  });
}

function isWholeProject({ requirement, hashes }: AllowlistEntry): boolean {
  return requirement.specifiers.specifiers.length === 0 && hashes.size === 0;
}

function blocks({ requirement, hashes }: AllowlistEntry, { file, version }: Candidate): boolean {
  const hasHash = hashes.size === 0 || hashes.has(file.hashes.sha256 ?? '');
  return hasHash && contains(requirement.specifiers, version, { prereleases: true });
}

const reasonOf = ({ line, text }: AllowlistEntry) =>
  ({ kind: 'blocklisted', line, requirement: text }) as const;
