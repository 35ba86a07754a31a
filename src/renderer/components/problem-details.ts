import type { Problem } from '../../contract/problem';

/** All facts of a problem as text, to paste into a report. */
export function problemDetails(problem: Problem): string {
  const lines = Object.entries(problem.parameters).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [problem.code, ...lines].join('\n');
}
