import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTarGz, buildZip } from '../../../testing/archive-builder';
import { type FileServer, startFileServer } from '../../../testing/file-server';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { buildWheel, sha256 } from '../../../testing/wheel-builder';
import { DEFAULT_CLOSURE_OPTIONS, type DistributionChoice } from '../../contract/profile';
import { parseTargetId } from '../../contract/target-presets';
import type { Plan } from '../plan/plan';

const MIB = 1024 * 1024;
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const TARGETS = ['linux-x86_64-cp312', 'windows-amd64-cp312'];

interface Offered {
  readonly filename: string;
  readonly content: Buffer;
  /** `null`: only the wheel itself tells. */
  readonly metadata: Buffer | null;
}

let offered: Map<string, Offered[]>;
let server: FileServer;
const mirrors: MirrorFixture[] = [];

beforeEach(async () => {
  offered = new Map();
  server = await startFileServer((path) => {
    const project = /^\/simple\/([^/]+)\/$/.exec(path)?.[1];
    if (project !== undefined) return pageOf(project);
    const [, name = '', suffix] = /^\/files\/(.+?)(\.metadata)?$/.exec(path) ?? [];
    const file = [...offered.values()].flat().find(({ filename }) => filename === name);
    return (suffix === undefined ? file?.content : file?.metadata) ?? undefined;
  });
});
afterEach(async () => {
  for (const mirror of mirrors.splice(0)) await mirror.remove();
  await server.close();
});

function pageOf(project: string): { content: Buffer; contentType: string } | undefined {
  const files = offered.get(project)?.map(({ filename, content, metadata }) => ({
    filename,
    url: `../../files/${filename}`,
    hashes: { sha256: sha256(content) },
    size: content.length,
    'core-metadata': metadata === null ? false : { sha256: sha256(metadata) },
  }));
  if (files === undefined) return undefined;
  const page = { meta: { 'api-version': '1.1' }, name: project, files };
  return { content: Buffer.from(JSON.stringify(page)), contentType: JSON_TYPE };
}

function offer(project: string, file: Offered): void {
  offered.set(project, [...(offered.get(project) ?? []), file]);
}

function offerWheel(name: string, requires: readonly string[] = [], version = '1.0'): void {
  offer(name, buildWheel({ name, version, requires }));
}

/** A wheel whose METADATA has to be read out of it. */
function offerArchive(name: string, metadata: Buffer, declaredBytes?: number): void {
  const path = `${name}-1.0.dist-info/METADATA`;
  const content = buildZip([
    { path, content: metadata, deflated: true, ...(declaredBytes === undefined ? {} : { declaredBytes }) },
  ]);
  offer(name, { filename: wheelOf(name), content, metadata: null });
}

const wheelOf = (name: string): string => `${name}-1.0-py3-none-any.whl`;

async function mirrorOf(
  allowlist: readonly string[],
  distributions: DistributionChoice = 'wheels',
): Promise<MirrorFixture> {
  const mirror = await createMirrorFixture(
    `${server.url}simple/`,
    `${allowlist.join('\n')}\n`,
    { distributions },
    {
      targets: TARGETS.flatMap((id) => parseTargetId(id) ?? []),
      closure: { ...DEFAULT_CLOSURE_OPTIONS, mode: 'resolved' },
    },
  );
  mirrors.push(mirror);
  return mirror;
}

async function planOf(mirror: MirrorFixture): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

const filesOf = (plan: Plan): readonly string[] =>
  plan.projects.flatMap(({ files }) => files.map(({ file }) => file.filename));

describe('what an index should never hold', () => {
  it('is named file by file, in one plan with what is well', async () => {
    offerWheel('healthy', ['friend; sys_platform == "win32"']);
    offerWheel('friend');
    offerWheel('broken', ['friend >= >= 1']);
    offerWheel('unversioned', ['friend == not.a.version!']);
    offer('misnamed', {
      ...buildWheel({ name: 'misnamed', version: '1.0' }),
      filename: 'misnamed-1.0.x-py3-none-any.whl',
    });
    const large = Buffer.concat([
      Buffer.from('Metadata-Version: 2.1\nName: large\nVersion: 1.0\n\n'),
      Buffer.alloc(100 * MIB, 'x'),
    ]);
    offer('large', { ...buildWheel({ name: 'large', version: '1.0' }), metadata: large });
    offerArchive('bomb', Buffer.alloc(100 * MIB));
    offerArchive('liar', Buffer.alloc(100 * MIB), 1000);
    offer('page', { filename: wheelOf('page'), content: Buffer.from('<html>'), metadata: null });
    const bad = ['broken', 'unversioned', 'large', 'bomb', 'liar', 'page'];
    const mirror = await mirrorOf(['healthy', 'misnamed', ...bad]);
    const [startedMs, rss] = [performance.now(), process.memoryUsage.rss()];
    const plan = await planOf(mirror);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(process.memoryUsage.rss() - rss).toBeLessThan(200 * MIB);
    expect(filesOf(plan)).toEqual([wheelOf('friend'), wheelOf('healthy')]);
    expect(plan.complete).toBe(false);
    const named = new Map(plan.notices.map(({ project, problem }) => [project, problem]));
    expect(named.get('broken')).toMatchObject({
      code: 'metadata-unusable',
      parameters: {
        filename: wheelOf('broken'),
        reason: expect.stringContaining('friend >= >= 1') as string,
      },
    });
    expect(named.get('unversioned')).toMatchObject({
      code: 'metadata-unusable',
      parameters: {
        filename: wheelOf('unversioned'),
        reason: expect.stringContaining('not.a.version!') as string,
      },
    });
    expect(plan.projects.find(({ project }) => project === 'misnamed')?.leftOut).toMatchObject([
      { filename: 'misnamed-1.0.x-py3-none-any.whl', reason: { kind: 'name-unreadable' } },
    ]);
    for (const project of ['large', 'bomb', 'liar', 'page']) {
      expect(named.get(project)).toMatchObject({
        code: 'metadata-unreadable',
        parameters: { filename: wheelOf(project) },
      });
    }
    for (const { problems } of plan.targets) {
      const projects = problems.flatMap(({ parameters }) =>
        'project' in parameters ? [parameters.project] : [],
      );
      expect(new Set(projects)).toEqual(new Set([...bad, 'misnamed']));
    }
  });

  it('does not keep an older release from being taken', async () => {
    offerWheel('sand', ['friend >= >= 1'], '2.0');
    offerWheel('sand', [], '1.0');
    const plan = await planOf(await mirrorOf(['sand']));
    expect(filesOf(plan)).toEqual([wheelOf('sand')]);
    expect(plan.notices).toMatchObject([{ severity: 'warning', problem: { code: 'metadata-unusable' } }]);
    expect(plan.complete).toBe(true);
  });

  it('may be a chain of 3,000 requirements, and a cycle', async () => {
    const depth = 3000;
    for (let place = 0; place < depth; place += 1) {
      offerWheel(`link${place}`, place + 1 < depth ? [`link${place + 1}`] : ['link0']);
    }
    offerWheel('ring', ['ring[all]', 'stone']);
    offerWheel('stone', ['ring']);
    const mirror = await mirrorOf(['link0', 'ring']);
    const rss = process.memoryUsage.rss();
    const plan = await planOf(mirror);
    expect(process.memoryUsage.rss() - rss).toBeLessThan(350 * MIB);
    expect(plan.complete).toBe(true);
    expect(filesOf(plan)).toHaveLength(depth + 2);
    // Each file tells its chain, and yet the plan is no larger than its files.
    expect(JSON.stringify(plan).length).toBeLessThan(16 * MIB);
    const last = plan.projects.find(({ project }) => project === `link${depth - 1}`)?.files[0]?.reason;
    const chain = last?.kind === 'needed' ? (last.uses[0]?.chain ?? []) : [];
    expect(chain).toHaveLength(41);
    expect(chain[0]).toEqual({ project: '', version: null, requirement: 'link0' });
    expect(chain[20]).toEqual({ project: '…', version: null, requirement: '…' });
    expect(chain.at(-1)).toEqual({
      project: `link${depth - 2}`,
      version: '1.0',
      requirement: `link${depth - 1}`,
    });
  }, 120_000);

  const deep = '('.repeat(200_000);
  it.each([
    ['a marker nested very deep', [`friend; ${deep}`]],
    ['a marker that is well nested very deep', [`friend; ${deep}os_name == "x"${')'.repeat(200_000)}`]],
    ['a marker of very many parts', [`friend; ${'os_name == "x" or '.repeat(200_000)}os_name == "y"`]],
    ['a specifier of very many parts', [`friend ${'!=1,'.repeat(500_000)}!=2`]],
    ['a version of very many numbers', [`friend == ${'1.'.repeat(500_000)}1`]],
    ['very many extras', [`friend[${'a,'.repeat(500_000)}b]`]],
    ['a very long name', ['f'.repeat(4 * MIB)]],
    ['a very long space', [`friend${' '.repeat(4 * MIB)}!`]],
    ['very many requirements', Array.from({ length: 100_000 }, (_, place) => `friend${place}`)],
  ])('may be %s, and the rest goes on', async (_, requires) => {
    offerWheel('odd', requires);
    offerWheel('healthy');
    const startedMs = performance.now();
    const plan = await planOf(await mirrorOf(['odd', 'healthy']));
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(filesOf(plan)).toEqual([wheelOf('healthy')]);
    expect(plan.notices).toMatchObject([
      { project: 'odd', problem: { code: 'metadata-unusable', parameters: { filename: wheelOf('odd') } } },
    ]);
    expect(JSON.stringify(plan).length).toBeLessThan(16_384);
  });

  it.each([
    ['nested very deep', `requires = ${'['.repeat(200_000)}`],
    ['nested tables', `${'a.'.repeat(200_000)}b = 1`],
    ['no TOML', '<html>'],
    ['of another type', '[build-system]\nrequires = 7'],
  ])('may be a pyproject.toml that is %s, and the rest goes on', async (_, project) => {
    const info = 'Metadata-Version: 2.2\nName: odd\nVersion: 1.0\n';
    const content = await buildTarGz([
      { name: 'odd-1.0/PKG-INFO', content: info },
      { name: 'odd-1.0/pyproject.toml', content: project },
    ]);
    offer('odd', { filename: 'odd-1.0.tar.gz', content, metadata: null });
    offerWheel('healthy');
    const plan = await planOf(await mirrorOf(['odd', 'healthy'], 'all'));
    expect(filesOf(plan)).toContain(wheelOf('healthy'));
  });
});

describe('metadata that upstream does not give', () => {
  const busy = (times: number, filename = wheelOf('sand')): void => {
    let left = times;
    server.intercept = (request, response) => {
      if (request.url !== `/files/${filename}.metadata` || left === 0) return false;
      left -= 1;
      response.writeHead(503).end();
      return true;
    };
  };

  it('makes the plan incomplete, and nothing is taken away on its word', async () => {
    offerWheel('sand', ['friend'], '2.0');
    offerWheel('sand', [], '1.0');
    offerWheel('friend');
    const mirror = await mirrorOf(['sand']);
    await mirror.sync(await planOf(mirror));
    const held = (await mirror.listFiles('web')).filter((path) => path.includes('packages/'));
    expect(held).toHaveLength(4);
    await rm(join(mirror.directory, '.sandgrouse', 'metadata'), { recursive: true });
    busy(Number.POSITIVE_INFINITY, 'sand-2.0-py3-none-any.whl');
    const plan = await planOf(mirror);
    expect(plan.complete).toBe(false);
    expect(plan.notices).toMatchObject([
      {
        severity: 'error',
        project: 'sand',
        problem: { code: 'upstream-status', parameters: { status: 503 } },
      },
    ]);
    expect(plan.removedProjects).toEqual([]);
    expect(plan.projects.flatMap((project) => project.removals)).toEqual([]);
    await mirror.sync(plan, { acceptGuards: true });
    expect(await mirror.listFiles('web')).toEqual(expect.arrayContaining(held));
    expect(await mirror.findFaults()).toEqual([]);
    busy(0);
    const [next] = (await planOf(mirror)).projects.filter(({ project }) => project === 'sand');
    expect(next?.files).toMatchObject([{ present: true, version: '2.0', reason: { kind: 'needed' } }]);
  });

  it('is asked for again where it fails once', async () => {
    offerWheel('sand', ['friend']);
    offerWheel('friend');
    busy(1);
    const mirror = await mirrorOf(['sand']);
    const plan = await planOf(mirror);
    expect(plan.complete).toBe(true);
    expect(filesOf(plan)).toHaveLength(2);
    expect(mirror.clock.sleeps).toHaveLength(1);
  });

  it('is an error where it is not what the index announced', async () => {
    offerWheel('sand');
    const [wheel] = offered.get('sand') ?? [];
    server.intercept = (request, response) => {
      if (request.url !== `/files/${wheel?.filename}.metadata`) return false;
      response.end('of another day');
      return true;
    };
    const plan = await planOf(await mirrorOf(['sand']));
    expect(plan.complete).toBe(false);
    expect(plan.notices).toMatchObject([
      { severity: 'error', project: 'sand', problem: { code: 'file-hash-mismatch' } },
    ]);
  });
});
