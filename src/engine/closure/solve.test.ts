import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import type { DistributionChoice, PrereleaseChoice } from '../../contract/profile';
import type { YankedChoice } from './admission';
import { solve } from './solve';
import { createTargetView } from './target-view';
import {
  answerAll,
  createUniverse,
  requireRoot,
  requireTarget,
  type UniverseData,
} from './testing/package-universe';

/** One question to a universe. Without `expected` there must be a conflict whose words hold all of `conflict`. */
interface Question {
  readonly name: string;
  readonly target?: string;
  readonly roots: readonly string[];
  readonly constraints?: readonly string[];
  readonly prereleases?: PrereleaseChoice;
  readonly yanked?: YankedChoice;
  readonly distributions?: DistributionChoice;
  readonly expected?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly conflict?: readonly string[];
  readonly passedOver?: Readonly<Record<string, readonly string[]>>;
  readonly unread?: readonly string[];
}

interface UniverseFile extends UniverseData {
  readonly questions: readonly Question[];
}

const folder = new URL('./universes/', import.meta.url);

function ask(data: UniverseData, question: Question) {
  const { universe, answer } = createUniverse(data);
  const target = requireTarget(question.target ?? 'linux-x86_64-cp312');
  return answerAll(
    solve({
      view: createTargetView(target, question.distributions ?? 'wheels'),
      universe,
      roots: question.roots.map(requireRoot),
      constraints: (question.constraints ?? []).map(requireRoot),
      policy: {
        prereleases: question.prereleases ?? 'when-asked',
        yanked: question.yanked ?? 'when-pinned',
      },
    }),
    answer,
  );
}

describe.each(readdirSync(folder).filter((name) => name.endsWith('.toml')))('the universe %s', (filename) => {
  const data = parse(readFileSync(new URL(filename, folder), 'utf8')) as unknown as UniverseFile;

  it.each(data.questions.map((question) => [question.name, question] as const))('%s', (_, question) => {
    const solution = ask(data, question);
    if (question.expected === undefined) {
      expect(solution.kind).toBe('conflict');
      if (solution.kind !== 'conflict') return;
      const { explanation } = solution;
      const words = [
        explanation.project,
        ...explanation.facts,
        ...explanation.chain.map((link) => `${link.project} ${link.version ?? ''} -> ${link.requirement}`),
        explanation.remedy,
      ].join('\n');
      expect(question.conflict?.length).toBeGreaterThan(0);
      for (const part of question.conflict ?? []) expect(words).toContain(part);
      return;
    }
    if (solution.kind === 'conflict') expect(solution.explanation).toBe('no conflict');
    if (solution.kind !== 'solved') return expect(solution.kind).toBe('solved');
    const { packages, unread } = solution;
    const found = Object.fromEntries(
      packages.map(({ name, candidate }) => [name, candidate.version.canonical]),
    );
    expect(found).toEqual(question.expected);
    const filenames = packages.map(({ candidate }) => candidate.file.filename);
    if (question.files !== undefined) expect(filenames).toEqual(question.files);
    expect([...unread].sort()).toEqual(question.unread ?? []);
    for (const [name, reasons] of Object.entries(question.passedOver ?? {})) {
      const entry = packages.find((each) => each.name === name);
      expect(entry?.passedOver.map(({ version, reason }) => `${version}: ${reason}`)).toEqual(reasons);
    }
  });
});
