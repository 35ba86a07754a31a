import type { Target } from '../../../contract/target';
import { parseTargetId } from '../../../contract/target-presets';
import { type NormalizedName, normalizeName } from '../../../python-packaging/name';
import { parseRequirement } from '../../../python-packaging/requirement';
import type { SimpleFile } from '../../../python-packaging/simple-page';
import { type Candidate, recognise } from '../../selection/candidate';
import type { Root } from '../asker';
import { projectVersions } from '../project-versions';
import { readReleaseMetadata } from '../release-metadata';
import type { Asking, Need, ProjectKnowledge, Universe } from '../universe';

/** A release in a universe: what it requires, or everything about it. */
type ReleaseData =
  | readonly string[]
  | {
      readonly requires?: readonly string[];
      readonly extras?: readonly string[];
      /** Tags of its wheels; `["py3-none-any"]` where nothing is said. */
      readonly wheels?: readonly string[];
      readonly sdist?: boolean;
      readonly python?: string;
      /** Taken back: all its files, or the wheels with these tags. */
      readonly yanked?: boolean | readonly string[];
      /** Lines of METADATA in place of those made from the rest. */
      readonly metadata?: string;
      readonly build?: readonly string[];
    };

export interface UniverseData {
  readonly packages: Readonly<Record<string, Readonly<Record<string, ReleaseData>>>>;
  /** Projects whose pages cannot be had. */
  readonly failed?: readonly string[];
}

/** An index made of data. Counts what was asked for; nothing is known before that. */
export function createUniverse({ packages, failed = [] }: UniverseData) {
  const projects = new Map<NormalizedName, ProjectKnowledge>();
  const readings = new Map<string, ReturnType<typeof readReleaseMetadata>>();
  const texts = new Map<string, string>();
  const builds = new Map<string, readonly string[] | null>();
  const asked: Need[] = [];
  const pages = new Map(Object.entries(packages).map(([name, releases]) => [normalizeName(name), releases]));
  const answer = (need: Need): void => {
    asked.push(need);
    if (need.kind === 'project') projects.set(need.name, knowledgeOf(need.name));
    else {
      const { filename } = need.candidate.file;
      const build = builds.get(filename) ?? null;
      readings.set(filename, readReleaseMetadata(texts.get(filename) ?? '', need, build));
    }
  };
  function knowledgeOf(name: NormalizedName): ProjectKnowledge {
    if (failed.includes(name)) return { kind: 'failed' };
    const releases = pages.get(name);
    if (releases === undefined) return { kind: 'unknown' };
    const candidates = Object.entries(releases).flatMap(([version, data]) =>
      candidatesOf(name, version, data, texts, builds),
    );
    return { kind: 'known', versions: projectVersions(name, candidates, new Map()) };
  }
  const universe: Universe = {
    project: (name) => projects.get(name),
    metadata: ({ file }) => readings.get(file.filename),
  };
  return { universe, answer, asked };
}

function candidatesOf(
  name: NormalizedName,
  version: string,
  data: ReleaseData,
  texts: Map<string, string>,
  builds: Map<string, readonly string[] | null>,
): readonly Candidate[] {
  const release = isList(data) ? { requires: data } : data;
  const { requires = [], extras = [], wheels = ['py3-none-any'], sdist = false, python, build } = release;
  const stem = `${name.replaceAll('-', '_')}-${version}`;
  const filenames = [...wheels.map((tags) => `${stem}-${tags}.whl`), ...(sdist ? [`${stem}.tar.gz`] : [])];
  const metadata =
    release.metadata ??
    [
      'Metadata-Version: 2.4',
      `Name: ${name}`,
      `Version: ${version}`,
      ...(python === undefined ? [] : [`Requires-Python: ${python}`]),
      ...extras.map((extra) => `Provides-Extra: ${extra}`),
      ...requires.map((text) => `Requires-Dist: ${text}`),
    ].join('\n');
  return filenames.flatMap((filename) => {
    texts.set(filename, metadata);
    builds.set(filename, build ?? null);
    const file: SimpleFile = {
      filename,
      url: `https://index.example/${filename}`,
      hashes: {},
      requiresPython: python ?? null,
      yanked: isYanked(filename, release.yanked) ? { reason: null } : false,
      sizeBytes: 1,
      uploadTime: null,
      coreMetadata: false,
    };
    const recognised = recognise(file, name);
    return recognised.kind === 'candidate' ? [recognised.candidate] : [];
  });
}

function isYanked(filename: string, yanked: boolean | readonly string[] = false): boolean {
  return typeof yanked === 'boolean' ? yanked : yanked.some((tags) => filename.endsWith(`-${tags}.whl`));
}

function isList(data: ReleaseData): data is readonly string[] {
  return Array.isArray(data);
}

/** Carries a computation to its end, giving it whatever it asks for. */
export function answerAll<Result>(asking: Asking<Result>, answer: (need: Need) => void): Result {
  for (;;) {
    const step = asking.next();
    if (step.done === true) return step.value;
    for (const need of step.value) answer(need);
  }
}

export function requireRoot(text: string): Root {
  const parsed = parseRequirement(text);
  if (!parsed.ok) throw new Error(`"${text}": ${parsed.error.message}`);
  return { text, requirement: parsed.requirement };
}

export function requireTarget(id: string): Target {
  const target = parseTargetId(id);
  if (target === null) throw new Error(`"${id}" is no target`);
  return target;
}
