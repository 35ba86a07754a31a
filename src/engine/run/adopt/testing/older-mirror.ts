import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BandersnatchMirrorOptions,
  buildBandersnatchMirror,
} from '../../../../../testing/bandersnatch-mirror/build-mirror';
import { type LyingIndex, startLyingIndex } from '../../../../../testing/lying-index/lying-index';
import type { AdoptionReport } from '../../../../contract/adoption';
import { systemEnvironment } from '../../environment';
import { makePlan } from '../../make-plan';
import { syncMirror } from '../../sync-mirror';
import { type AdoptMirrorOptions, type AdoptOutcome, adoptMirror } from '../adopt-mirror';

export const WHEELS = [
  { name: 'Sand_Castle', version: '1.0', requires: ['stone'] },
  { name: 'Sand_Castle', version: '2.0', paddingBytes: 40_000 },
  { name: 'stone', version: '1.0' },
  { name: 'Water.Skin', version: '0.9' },
  { name: 's', version: '3.0' },
];

/** A mirror of bandersnatch in a temporary folder, the index that it is of, and what may be done with the two. */
export interface OlderMirror {
  readonly directory: string;
  readonly index: LyingIndex;
  /** A configuration that names the index. */
  readonly configurationPath: string;
  readonly adopt: (options?: Partial<AdoptMirrorOptions>) => Promise<AdoptOutcome>;
  readonly adopted: (options?: Partial<AdoptMirrorOptions>) => Promise<AdoptionReport>;
  /** How often a file was asked for while a plan was made and carried out, and how the sync ended. */
  readonly syncAndCount: () => Promise<{ readonly fetches: number; readonly outcome: unknown }>;
  /** The hash and the time of every file below `web/packages` that is no `.metadata` and not hidden. */
  readonly packages: () => Promise<ReadonlyMap<string, string>>;
  /** What stands below the folder and is no file or folder. */
  readonly links: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

export async function createOlderMirror(
  options: Partial<BandersnatchMirrorOptions> = {},
): Promise<OlderMirror> {
  const root = await mkdtemp(join(tmpdir(), 'sandgrouse-older-'));
  const directory = join(root, 'mirror');
  const wheels = options.wheels ?? WHEELS;
  await buildBandersnatchMirror({ wheels, directory, ...options });
  const index = await startLyingIndex({ wheels });
  const configurationPath = join(root, 'bandersnatch.conf');
  const names = [...new Set(wheels.map(({ name }) => name))];
  await writeFile(
    configurationPath,
    `[mirror]\ndirectory = ${directory}\nmaster = http://127.0.0.1:${index.port}\njson = true\n\n[plugins]\nenabled =\n    allowlist_project\n\n[allowlist]\npackages =\n${names.map((name) => `    ${name}\n`).join('')}`,
  );
  const adopt: OlderMirror['adopt'] = (changes) =>
    adoptMirror({
      directory,
      configurationPath,
      removesLeftovers: false,
      program: 'test',
      recordAct: async () => undefined,
      emit: () => undefined,
      signal: new AbortController().signal,
      ...changes,
    });
  return {
    directory,
    index,
    configurationPath,
    adopt,
    adopted: async (changes) => {
      const outcome = await adopt(changes);
      if (outcome.kind !== 'adopted') throw new Error(JSON.stringify(outcome));
      return outcome.report;
    },
    syncAndCount: () => syncAndCount(directory, index),
    packages: () => hashPackages(join(directory, 'web', 'packages')),
    links: async () =>
      (await entriesOf(directory))
        .filter((entry) => !entry.isFile() && !entry.isDirectory())
        .map(({ name }) => name),
    remove: async () => {
      await index.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function syncAndCount(directory: string, index: LyingIndex) {
  const environment = systemEnvironment({ version: 'test', interface: 'command line' });
  const signal = new AbortController().signal;
  const options = { directory, program: 'test', emit: () => undefined, environment, signal };
  index.forgetRequests();
  const planned = await makePlan(options);
  if (planned.kind !== 'planned') throw new Error(JSON.stringify(planned));
  const { planId } = planned.plan.head;
  const outcome = await syncMirror({ ...options, planId, acceptGuards: false });
  return { fetches: index.requests.filter(({ path }) => path.startsWith('/packages/')).length, outcome };
}

const entriesOf = (folder: string) => readdir(folder, { recursive: true, withFileTypes: true });

async function hashPackages(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await entriesOf(folder)) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name.startsWith('.') || entry.name.endsWith('.metadata')) continue;
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    found.set(path.slice(folder.length + 1), `${hash} ${(await stat(path)).mtimeMs}`);
  }
  return found;
}
