import type { PlanNotice } from '../../contract/plan-summary';
import { type Problem, problem } from '../../contract/problem';
import { type WantedProject, wantProject } from '../plan/wanted-projects';
import type { AllowlistEntry } from '../profile/allowlist';
import type { ProjectReading } from '../resolve/read-project';
import { type SelectionFacts, selectFiles } from '../selection/select-files';

interface JudgeOptions extends SelectionFacts {
  readonly requirements: readonly AllowlistEntry[];
  readonly upstreamUrl: string;
  /** The index that the project is bound to; `null`: it comes from upstream. */
  readonly indexUrl: string | null;
  readonly digest: (text: string) => string;
}

interface Judged {
  /** `null` when nothing is known of the project now: what the mirror has of it stays as it is. */
  readonly wanted: WantedProject | null;
  readonly notices: readonly PlanNotice[];
}

/** From what upstream said of one project to what is wanted of it, and what a person has to be told. */
export function judgeReading(reading: ProjectReading, options: JudgeOptions): Judged {
  const { project } = reading;
  const error = (cause: Problem): PlanNotice => ({ severity: 'error', project, problem: cause });
  switch (reading.kind) {
    case 'unknown': {
      const upstreamUrl = options.indexUrl ?? options.upstreamUrl;
      return { wanted: null, notices: [error(problem('project-unknown', { project, upstreamUrl }))] };
    }
    case 'failed':
      return { wanted: null, notices: [error(reading.problem)] };
    case 'found': {
      const { page } = reading;
      const selection = selectFiles(page, options.requirements, options);
      const isQuarantined = page.status?.status === 'quarantined';
      // Of a quarantined project nothing can match; that it is one says it all.
      const unmatched = isQuarantined ? [] : selection.unmatched;
      const notices: PlanNotice[] = unmatched.map((entry) =>
        error(problem('nothing-matches', { project, requirement: entry.text, available: page.files.length })),
      );
      for (const { text: requirement } of selection.ruledOut) {
        notices.push({
          severity: 'warning',
          project,
          problem: problem('ruled-out', { project, requirement }),
        });
      }
      if (isQuarantined) {
        const reason = page.status?.reason ?? null;
        notices.push(error(problem('project-quarantined', { project, reason })));
      }
      for (const { filename, reason } of selection.leftOut) {
        if (reason.kind !== 'name-refused') continue;
        const refused = problem('file-name-refused', { project, filename, reason: reason.reason });
        notices.push({ severity: 'warning', project, problem: refused });
      }
      return { wanted: wantProject(page, selection, options.requirements, options), notices };
    }
  }
}
