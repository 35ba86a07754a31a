import { createHash } from 'node:crypto';
import type { PlanNotice } from '../../contract/plan-summary';
import { type Problem, problem } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import { parseRequirement } from '../../python-packaging/requirement';
import type { SimpleProject } from '../../python-packaging/simple-page';
import { planProject } from '../plan/assemble-plan';
import type { PlannedProject } from '../plan/plan';
import { type WantedProject, wantProject } from '../plan/wanted-projects';
import type { AllowlistEntry } from '../profile/allowlist';
import { profilePath } from '../profile/profile-file';
import { readProject } from '../resolve/read-project';
import { type ProjectInfo, readProjectInfo } from '../resolve/read-project-info';
import { prepareRules } from '../selection/rule-chain';
import { selectFiles } from '../selection/select-files';
import type { Upstream } from '../upstream/upstream';
import { createFit } from './plan-listed';
import type { PlanningContext } from './planning-context';
import { readPresentProject } from './present-state';
import { askSizes } from './read-projects';

/** What comes of one project in a mirror of everything. */
export interface PlannedPage {
  /** `null` where nothing is known of it now: what the mirror has of it stays as it is. */
  readonly project: PlannedProject | null;
  /** How many files the mirror's own page lists. */
  readonly listedFiles: number;
  readonly notices: readonly PlanNotice[];
}

const NO_INFO: ProjectInfo = { info: null, problem: null };
const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Reads a page and plans its project; all versions are wanted that the rules leave, prereleases too. */
export function createProjectPlanner(
  upstream: Upstream,
  context: PlanningContext,
): (project: NormalizedName, signal: AbortSignal) => Promise<PlannedPage> {
  const { rules, contents } = context;
  const select = createSelect(context);
  return async (project, signal) => {
    const tell = (severity: PlanNotice['severity'], cause: Problem): PlanNotice => ({
      severity,
      project,
      problem: cause,
    });
    const reading = await readProject(upstream, project, signal);
    if (reading.kind === 'failed') {
      return { project: null, listedFiles: 0, notices: [tell('error', reading.problem)] };
    }
    if (reading.kind === 'unknown') {
      // The list of all projects is older than the page: it went meanwhile, and a later list will say so.
      const gone = problem('project-unknown', {
        project,
        upstreamUrl: context.indexUrlOf(project) ?? upstream.url,
      });
      return { project: null, listedFiles: 0, notices: [tell('warning', gone)] };
    }
    const { info, problem: unread } = rules.needsInfo
      ? await readProjectInfo(reading.page, { upstream, signal })
      : NO_INFO;
    const wanted = select(reading.page, info);
    const present = await readPresentProject(contents, wanted, { signal });
    const askedSizes = await askSizes(upstream, [wanted], present, { ...context, signal });
    const { status } = reading.page;
    const troubles: readonly Problem[] = [
      ...(unread === null ? [] : [unread]),
      ...(status?.status === 'quarantined'
        ? [problem('project-quarantined', { project, reason: status.reason })]
        : []),
    ];
    const wantedPaths = new Set(wanted.files.map((file) => file.path));
    return {
      project: planProject(wanted, { present, askedSizes }, wantedPaths),
      listedFiles: present.pages.get(project)?.files.length ?? 0,
      notices: troubles.map((trouble) => tell('warning', trouble)),
    };
  };
}

type Select = (page: SimpleProject, info: ProjectInfo['info']) => WantedProject;

function createSelect(context: PlanningContext): Select {
  const { directory, profile, allowlist, indexUrlOf, environment } = context;
  // Whoever pins a release that was yanked finds it in a mirror of everything as upstream (PEP 592).
  const rules =
    profile.rules.yanked === 'when-pinned'
      ? prepareRules({ ...profile.rules, yanked: 'always' }, profilePath(directory))
      : context.rules;
  const facts = {
    options: { ...profile.options, prereleases: 'always' },
    rules,
    nowMs: environment.clock.now(),
    fitsATarget: createFit(profile),
  } as const;
  return (page, info) => {
    const origin = { indexUrl: indexUrlOf(page.name), digest: sha256Hex };
    const lines = allowlist.byProject.get(page.name);
    const selection = selectFiles(page, lines ?? [wholeProject(page.name)], { ...facts, info });
    if (lines !== undefined) return wantProject(page, selection, lines, origin);
    const kept = selection.kept.map((file) => ({ ...file, reason: { kind: 'everything' } as const }));
    return wantProject(page, { ...selection, kept }, [], origin);
  };
}

/** As if a line of the allowlist named it. */
function wholeProject(name: NormalizedName): AllowlistEntry {
  const parsed = parseRequirement(name);
  if (!parsed.ok) throw new RangeError(`"${name}" is no name of a project`);
  return { line: 0, text: name, requirement: parsed.requirement, hashes: new Set() };
}
