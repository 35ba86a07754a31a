import { join } from 'node:path';
import { z } from 'zod';
import { describeProblem } from '../../../contract/describe';
import type { Proof } from '../../../contract/proof';
import { ENGLISH } from '../../../contract/texts/english';
import { readJsonFile } from '../../files/read-file';
import { mirrorPaths } from '../../mirror/mirror-paths';
import { proofPagePath } from '../../mirror/proof-files';
import { readProof } from '../../prove/saved-proof';
import type { PageMemory } from '../page-memory';
import { Html, html } from './html';
import {
  type AllMissing,
  factsOf,
  listMissingNames,
  type Missing,
  missingFacts,
  readMissing,
} from './missing';

/** What the record of the last sync says, as far as a reader of the mirror has a use for it. */
const record = z.object({
  state: z.enum(['syncing', 'paused', 'complete', 'incomplete', 'cancelled', 'failed']),
  lastCompleteAtMs: z.number().nullable(),
  /** Of the plan that it carried out. */
  planId: z.string().nullable().default(null),
});

type LastSync = z.infer<typeof record>;

const LARGEST_RECORD_BYTES = 1024 * 1024;
const MOST_PROBLEMS = 20;
const MOST_MISSING = 50;

const STATES: Readonly<Record<LastSync['state'], string>> = {
  syncing:
    'A sync is under way, or was cut off. Projects may be missing, and those that are listed are whole.',
  paused:
    'The last sync stands still before its end. Projects may be missing, and those that are listed are whole.',
  complete: 'The last sync brought everything that was asked for.',
  incomplete: 'The last sync could not fetch everything. What is listed is whole.',
  cancelled:
    'The last sync was stopped before its end. Projects may be missing, and those that are listed are whole.',
  failed: 'The last sync failed. Projects may be missing, and those that are listed are whole.',
};

/** Whether everything is here: how the last sync ended, and what the proof says that is missing. */
export async function describeCompleteness(directory: string, pages: PageMemory): Promise<Html> {
  const paths = [recordPath(directory), proofPagePath(directory)];
  const facts = (await Promise.all([...paths.map(factsOf), missingFacts(directory)])).join(' ');
  // A proof can be large, and changes seldom.
  const page = await pages.make(`completeness ${directory} ${facts}`, () => describe(directory));
  return new Html(page?.body.toString('utf8') ?? '');
}

async function describe(directory: string): Promise<string> {
  const [sync, proof] = await Promise.all([
    readLastSync(directory),
    readProof(directory, { signal: NEVER }).catch(() => null),
  ]);
  const missing = await readMissing(directory, sync?.planId ?? null);
  return html`${sync === null ? null : describeSync(sync, missing)}${proof === null ? null : describeProof(proof)}`
    .text;
}

/** What is read here is small or bounded, and nobody waits to call it off. */
const NEVER = new AbortController().signal;

const recordPath = (directory: string): string => join(mirrorPaths(directory).records, 'run.json');

/** Changes whenever what `readMissingOf` gives may. */
export async function missingFactsOf(directory: string): Promise<string> {
  return (await Promise.all([factsOf(recordPath(directory)), missingFacts(directory)])).join(' ');
}

/** What is missing of a project, as far as the records of the last sync know. They are read once for each state of them. */
export async function readMissingOf(
  directory: string,
  project: string,
  pages: PageMemory,
): Promise<readonly Missing[]> {
  const key = `missing ${directory} ${await missingFactsOf(directory)}`;
  const page = await pages.make(key, async () => {
    const sync = await readLastSync(directory);
    return JSON.stringify((await readMissing(directory, sync?.planId ?? null)).pieces);
  });
  const pieces = JSON.parse(page?.body.toString('utf8') ?? '[]') as readonly Missing[];
  return pieces.filter((piece) => piece.project === project);
}

async function readLastSync(directory: string): Promise<LastSync | null> {
  const value = await readJsonFile(recordPath(directory), { limitBytes: LARGEST_RECORD_BYTES }).catch(
    () => undefined,
  );
  const result = record.safeParse(value);
  return result.success ? result.data : null;
}

function describeSync({ state, lastCompleteAtMs }: LastSync, { count, pieces }: AllMissing): Html {
  const last = lastCompleteAtMs === null ? null : html` Last complete on ${dayOf(lastCompleteAtMs)}.`;
  return html`<div class="note${state === 'complete' ? ' good' : ''}"><p>${STATES[state]}${last}</p>${
    count === 0
      ? null
      : html`<p>What did not come:</p>
${listMissingNames(pieces, { count, most: MOST_MISSING })}`
  }</div>`;
}

function describeProof({ complete, createdAtMs, targets }: Proof): Html {
  const day = dayOf(createdAtMs);
  if (complete) {
    const labels = targets.map(({ label }) => label).join('; ');
    return html`<div class="note good"><p>Proven complete on ${day} for ${labels}.</p></div>`;
  }
  const problems = targets.flatMap((target) => target.problems.map((problem) => ({ target, problem })));
  const items = problems.slice(0, MOST_PROBLEMS).map(({ target, problem }) => {
    return html`<li>${target.label}: ${describeProblem(ENGLISH, problem).what}</li>`;
  });
  const rest = problems.length - items.length;
  return html`<div class="note"><p>Something was missing when the mirror was proven on ${day}:</p>
<ul>${items}${rest > 0 ? html`<li>and ${rest} more</li>` : null}</ul></div>`;
}

const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);
