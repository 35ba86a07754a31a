import type { ProjectProgress } from '../../../contract/run-state';

export const PROJECT_FILTERS = ['all', 'open', 'failed'] as const;
export type ProjectFilter = (typeof PROJECT_FILTERS)[number];

export type ProjectState = 'done' | 'failed' | 'active' | 'waiting';

/** How far one project is. */
export function projectState(project: ProjectProgress): ProjectState {
  if (project.filesFailed > 0) return 'failed';
  if (project.filesDone >= project.files) return 'done';
  return project.filesDone > 0 || project.bytesDone > 0 ? 'active' : 'waiting';
}

/** The projects that a filter keeps, by name. */
export function filterProjects(
  projects: Readonly<Record<string, ProjectProgress>>,
  filter: ProjectFilter,
): readonly ProjectProgress[] {
  const all = Object.values(projects).sort((left, right) => (left.project < right.project ? -1 : 1));
  switch (filter) {
    case 'all':
      return all;
    case 'open':
      return all.filter((project) => projectState(project) !== 'done');
    case 'failed':
      return all.filter((project) => projectState(project) === 'failed');
  }
}
