import { parseArgs } from 'node:util';
import { type Comparison, compare } from './support/compare-resolutions';
import { readProjectNames } from './support/index-names';
import { memoryCaches } from './support/memory-caches';
import { openIndex, resolveWithOurs } from './support/resolve-with-ours';
import { resolveWithPip } from './support/resolve-with-pip';
import { pickBySeed } from './support/seeded';
import { readThisComputer } from './support/this-computer';

const USAGE = `npm run agreement -- INDEX_URL [ROOT …]
  --python COMMAND   the Python whose pip is asked; it is the target (python3)
  --roots N          how many projects are asked for one by one, where no ROOT is named (100)
  --groups N         how many groups of them are asked for together (20)
  --group-size N     how many a group has (6)
  --seed N           which projects are chosen (1)
  --with-sdists      source distributions too: pip runs their builds, we never do
  --parallel N       how many pips run at once (2)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    roots: { type: 'string', default: '100' },
    groups: { type: 'string', default: '20' },
    'group-size': { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    'with-sdists': { type: 'boolean', default: false },
    parallel: { type: 'string', default: '2' },
  },
});

async function main(): Promise<number> {
  const [indexUrl, ...named] = positionals;
  if (indexUrl === undefined) {
    console.error(USAGE);
    return 2;
  }
  const questions = named.length > 0 ? [...named.map((root) => [root]), named] : await choose(indexUrl);
  const { target, pipVersion } = await readThisComputer(values.python);
  console.log(`Python ${target.pythonVersion}, pip ${pipVersion}; ${questions.length} questions`);
  const withSdists = values['with-sdists'];
  const upstream = openIndex(indexUrl, memoryCaches());
  const ask = async (roots: readonly string[]): Promise<Comparison> => {
    const [ours] = await resolveWithOurs({
      upstream,
      targets: [target],
      roots,
      distributions: withSdists ? 'wheels-or-sdist' : 'wheels',
    });
    const theirs = await resolveWithPip({ python: values.python, indexUrl, roots, withSdists });
    if (ours === undefined) throw new Error('there is an answer for each target');
    return compare(roots, ours, theirs);
  };
  const comparisons = await inTurns(questions, Number(values.parallel), ask);
  await upstream.close();
  return report(comparisons);
}

async function choose(indexUrl: string): Promise<readonly (readonly string[])[]> {
  const names = await readProjectNames(indexUrl);
  const seed = Number(values.seed);
  const singles = pickBySeed(names, Number(values.roots), seed);
  const groups = Array.from({ length: Number(values.groups) }, (_, index) =>
    pickBySeed(names, Number(values['group-size']), seed * 1000 + index),
  );
  return [...singles.map((name) => [name]), ...groups];
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  parallel: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
      if (process.stderr.isTTY) process.stderr.write(`\r${items.length - waiting.length}/${items.length} `);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

function report(comparisons: readonly Comparison[]): number {
  const equal = comparisons.filter(({ differences }) => differences.length === 0);
  const bothRefuse = equal.filter(({ isRefused }) => isRefused);
  for (const { roots, differences } of comparisons) {
    if (differences.length === 0) continue;
    console.log(`\n${roots.join(' ')}`);
    for (const { kind, text } of differences) console.log(`  ${kind}: ${text}`);
  }
  const files = comparisons.reduce((sum, { projects }) => sum + projects, 0);
  console.log(
    `\n${equal.length} of ${comparisons.length} equal (${bothRefuse.length} of them refused by both), ${files} chosen files compared`,
  );
  return equal.length === comparisons.length ? 0 : 1;
}

process.exitCode = await main();
