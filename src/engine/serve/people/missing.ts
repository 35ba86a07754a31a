import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describableProblem } from '../../../contract/describable-problem';
import { describeProblem } from '../../../contract/describe';
import { toPlainText } from '../../../contract/plain-text';
import type { Problem } from '../../../contract/problem';
import { ENGLISH } from '../../../contract/texts/english';
import { readJsonFile } from '../../files/read-file';
import { failuresPath, readFailures } from '../../mirror/failure-records';
import { mirrorPaths } from '../../mirror/mirror-paths';
import { type Html, html } from './html';

/** Something that was wanted and did not come, for people. */
export interface Missing {
  readonly project: string;
  /** `null`: nothing of the project could be had, or not all that was asked for. */
  readonly filename: string | null;
  readonly reason: string;
}

export interface AllMissing {
  readonly count: number;
  /** The first of them. */
  readonly pieces: readonly Missing[];
}

const MOST_READ = 2000;
const LARGEST_PLAN_BYTES = 32 * 1024 * 1024;

/** What a plan could not find, as far as a reader of the mirror has a use for it. */
const plan = z.object({
  head: z.object({
    planId: z.string(),
    notices: z.array(
      z.object({
        severity: z.enum(['error', 'warning']),
        project: z.string().max(1000).nullable(),
        problem: describableProblem,
      }),
    ),
  }),
});

const planPath = (directory: string): string => join(mirrorPaths(directory).records, 'plan.json');

/** Changes whenever what is missing may be something else. */
export async function missingFacts(directory: string): Promise<string> {
  return (await Promise.all([failuresPath(directory), planPath(directory)].map(factsOf))).join(' ');
}

/** What the file system says of a file, in one word. */
export const factsOf = (path: string): Promise<string> =>
  stat(path).then(
    ({ size, mtimeMs, ino }) => `${size}-${mtimeMs}-${ino}`,
    () => '-',
  );

/**
 * What the records say is missing: files that the last sync could not get, and what its plan, of the id `planId`, could not
 * find. Records that cannot be read say nothing.
 */
export async function readMissing(directory: string, planId: string | null): Promise<AllMissing> {
  const [failed, unfound] = await Promise.all([
    readFailures(directory, MOST_READ).catch(() => ({ count: 0, files: [] })),
    planId === null ? [] : readUnfound(directory, planId),
  ]);
  const files = failed.files.map(
    ({ project, filename, problem }): Missing => ({
      project,
      filename,
      reason: reasonOf(problem),
    }),
  );
  return { count: failed.count + unfound.length, pieces: [...unfound, ...files] };
}

const reasonOf = (problem: Problem): string => shorten(describeProblem(ENGLISH, problem).what);

async function readUnfound(directory: string, planId: string): Promise<readonly Missing[]> {
  const value = await readJsonFile(planPath(directory), { limitBytes: LARGEST_PLAN_BYTES }).catch(
    () => undefined,
  );
  const saved = plan.safeParse(value);
  if (!saved.success || saved.data.head.planId !== planId) return [];
  return saved.data.head.notices.flatMap(({ severity, project, problem }) =>
    severity === 'error' && project !== null
      ? [{ project: toPlainText(project), filename: null, reason: reasonOf(problem) }]
      : [],
  );
}

/** Names alone, each with the way to where its reason stands; `count`: of all, of whom `pieces` may be the first. */
export function listMissingNames(pieces: readonly Missing[], { count, most }: ListBounds): Html {
  const items = pieces.slice(0, most).map(({ project, filename }) => {
    const name = filename ?? project;
    return html`<li>${project === '' ? name : html`<a href="project/${project}/">${name}</a>`}</li>
`;
  });
  return html`<ul class="names">
${items}${tellRest(count - items.length)}</ul>`;
}

/** The same with the reasons. */
export function listMissingReasons(pieces: readonly Missing[], { count, most }: ListBounds): Html {
  const items = pieces.slice(0, most).map(
    ({
      project,
      filename,
      reason,
    }) => html`<li><strong>${filename ?? project}</strong><small>${reason}</small></li>
`,
  );
  return html`<ul>
${items}${tellRest(count - items.length)}</ul>`;
}

interface ListBounds {
  readonly count: number;
  readonly most: number;
}

const tellRest = (rest: number): Html | null =>
  rest > 0 ? html`<li>and ${rest.toLocaleString('en')} more</li>` : null;

/** People here can do nothing with a whole address or hash of elsewhere, and need not know the paths there. */
const shorten = (what: string): string =>
  what
    .replace(/"https?:\/\/(?:[^"\s/]*@)?([^"\s/]+)[^"\s]*"/g, '"$1"')
    .replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, '$1…');
