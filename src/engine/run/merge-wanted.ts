import type { WantedProject } from '../plan/wanted-projects';
import type { Wanted } from './plan-closure';

/** What is wanted for several causes, each file once. */
export function mergeWanted(parts: readonly Wanted[]): Wanted {
  const projects = new Map<string, WantedProject>();
  for (const project of parts.flatMap((part) => part.wanted)) {
    const known = projects.get(project.project);
    projects.set(project.project, known === undefined ? project : mergeProjects(known, project));
  }
  return {
    wanted: [...projects.values()],
    notices: parts.flatMap((part) => part.notices),
    targets: parts.flatMap((part) => part.targets),
  };
}

function mergeProjects(left: WantedProject, right: WantedProject): WantedProject {
  const paths = new Set(left.files.map((file) => file.path));
  const files = [...left.files, ...right.files.filter((file) => !paths.has(file.path))];
  const names = new Set(files.map(({ file }) => file.filename));
  return {
    ...left,
    requirements: [...new Set([...left.requirements, ...right.requirements])],
    files,
    leftOut: left.leftOut.filter((file) => !names.has(file.filename)),
    undecided: left.undecided.filter(({ file }) => !names.has(file.filename)),
  };
}
