import { describe, expect, it } from 'vitest';
import { entriesNamed } from '../../../testing/plan-entries';
import { normalizeName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { assemblePlan, type ListedPage, type PlanInput } from './assemble-plan';
import { planFileRows, summarisePlan } from './summarise';
import type { WantedProject } from './wanted-projects';

const HASH = { a: 'a'.repeat(64), b: 'b'.repeat(64) };

const simpleFile = (filename: string, sha256: string): SimpleFile => ({
  filename,
  url: `https://files.example/${filename}`,
  hashes: { sha256 },
  requiresPython: null,
  yanked: false,
  sizeBytes: 100,
  uploadTime: null,
  coreMetadata: false,
});

const wanted = (project: string, versions: readonly string[]): WantedProject => ({
  project: normalizeName(project),
  indexUrl: null,
  requirements: [project],
  status: null,
  files: versions.map((version) => ({
    path: `packages/${project}-${version}.whl`,
    file: simpleFile(`${project}-${version}.whl`, HASH.a),
    version,
    sizeBytes: 100,
    reason: { kind: 'required', line: 1, requirement: project },
  })),
  leftOut: [],
  undecided: [],
});

const listed = (project: string, versions: readonly string[]): readonly [string, ListedPage] => [
  project,
  {
    files: versions.map((version) => ({
      path: `packages/${project}-${version}.whl`,
      filename: `${project}-${version}.whl`,
      sizeBytes: 100,
    })),
  },
];

const input = (changes: Partial<PlanInput>): PlanInput => ({
  facts: {
    planId: 'plan-1',
    createdAtMs: 0,
    directory: '/mirror',
    upstreamUrl: 'https://index.example/simple/',
    profileDigest: 'digest',
    freeBytes: 10_000_000_000,
    maxMirrorSizeBytes: null,
  },
  wanted: [],
  targets: [],
  before: null,
  listedNames: new Set(changes.wanted?.map((project) => project.project)),
  present: { pages: new Map(), stored: new Map() },
  askedSizes: new Map(),
  notices: [],
  ...changes,
});

describe('a plan', () => {
  it('fetches what is missing and what differs from upstream, and leaves the rest', () => {
    const stored = new Map([
      ['packages/sand-1.whl', { sizeBytes: 100, sha256: HASH.a }],
      ['packages/sand-2.whl', { sizeBytes: 100, sha256: HASH.b }],
    ]);
    const plan = assemblePlan(
      input({ wanted: [wanted('sand', ['1', '2', '3'])], present: { pages: new Map(), stored } }),
    );
    expect(
      planFileRows(entriesNamed(plan, 'sand')).map(({ filename, action }) => [filename, action]),
    ).toEqual([
      ['sand-1.whl', 'present'],
      ['sand-2.whl', 'fetch'],
      ['sand-3.whl', 'fetch'],
    ]);
    expect(summarisePlan(plan).toFetch).toEqual({ files: 2, bytes: 200, filesOfUnknownSize: 0 });
  });

  it('removes what is listed and no longer wanted, and says why', () => {
    const pages = new Map([listed('sand', ['1', '2']), listed('stone', ['1'])]);
    const project = wanted('sand', ['2']);
    const leftOut = [
      {
        filename: 'sand-1.whl',
        version: '1',
        sizeBytes: 100,
        reason: { kind: 'older-than-newest', newestVersions: 1 },
      },
    ] as const;
    const plan = assemblePlan(
      input({ wanted: [{ ...project, leftOut }], present: { pages, stored: new Map() } }),
    );
    expect(plan.projects[0]?.removals).toMatchObject([
      { path: 'packages/sand-1.whl', reason: { kind: 'older-than-newest' } },
    ]);
    expect(plan.removedProjects).toMatchObject([
      { project: 'stone', files: [{ path: 'packages/stone-1.whl', reason: { kind: 'project-not-listed' } }] },
    ]);
    expect(summarisePlan(plan).toRemove.files).toBe(2);
  });

  it('keeps the page of a project that is wanted though no line names it', () => {
    const pages = new Map([listed('sand', ['1']), listed('grain', ['1'])]);
    const plan = assemblePlan(
      input({
        wanted: [wanted('sand', ['1']), wanted('grain', ['1'])],
        listedNames: new Set(['sand']),
        present: { pages, stored: new Map() },
      }),
    );
    expect(plan.removedProjects).toEqual([]);
  });

  it('keeps a project whose page could not be read this time', () => {
    const pages = new Map([listed('sand', ['1'])]);
    const plan = assemblePlan(
      input({ listedNames: new Set(['sand']), present: { pages, stored: new Map() } }),
    );
    expect(plan.removedProjects).toEqual([]);
  });

  it('takes a size that upstream told when asked for the file alone', () => {
    const project = wanted('sand', ['1']);
    const files = project.files.map((file) => ({ ...file, sizeBytes: null }));
    const askedSizes = new Map([['https://files.example/sand-1.whl', 42]]);
    expect(
      assemblePlan(input({ wanted: [{ ...project, files }], askedSizes })).projects[0]?.files[0]?.sizeBytes,
    ).toBe(42);
  });
});

describe('the guards of a plan', () => {
  const codes = (changes: Partial<PlanInput>) =>
    assemblePlan(input(changes)).guards.map((guard) => guard.code);
  const versions = Array.from({ length: 30 }, (_, index) => String(index));

  it('stop a plan that removes a large part of the mirror', () => {
    const present = { pages: new Map([listed('sand', versions)]), stored: new Map() };
    expect(codes({ wanted: [wanted('sand', versions.slice(0, 15))], present })).toEqual([
      'plan-removes-much',
    ]);
    expect(codes({ wanted: [wanted('sand', versions.slice(0, 25))], present })).toEqual([]);
  });

  it('stop a plan that selects nothing, and one that overflows the disk', () => {
    expect(codes({})).toEqual(['plan-empty']);
    expect(assemblePlan(input({})).complete).toBe(false);
    const facts = { ...input({}).facts, freeBytes: 1000 };
    expect(codes({ facts, wanted: [wanted('sand', ['1'])] })).toEqual(['plan-overflows-disk']);
  });

  it('stop a plan that would make the mirror larger than the rules allow', () => {
    const limited = (maxMirrorSizeBytes: number) =>
      codes({ facts: { ...input({}).facts, maxMirrorSizeBytes }, wanted: [wanted('sand', ['1', '2'])] });
    expect(limited(199)).toEqual(['plan-exceeds-limit']);
    expect(limited(200)).toEqual([]);
  });
});
