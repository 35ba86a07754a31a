import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LyingIndex, startLyingIndex } from '../../../../testing/lying-index/lying-index';
import { createMirrorFixture, createTestClock, type MirrorFixture } from '../../../../testing/mirror-fixture';
import type { TransferProgress } from '../../../contract/bundle';
import { type ExportOptions, type ExportOutcome, exportBundle } from '../export-bundle';
import { openSigningKey, type SigningKey } from '../format/signing-key';
import { type ImportOptions, type ImportOutcome, importBundle } from '../import-bundle';

type Wheels = NonNullable<Parameters<typeof startLyingIndex>[0]['wheels']>;

/** A synced mirror, a folder that stands for a drive, and one for the far side. */
export interface CarriedMirror {
  readonly index: LyingIndex;
  readonly mirror: MirrorFixture;
  readonly drive: string;
  readonly far: string;
  readonly key: SigningKey;
  readonly farKey: SigningKey;
  readonly progress: readonly TransferProgress[];
  /** Called with every progress, before it is kept. */
  readonly onProgress: (listener: (progress: TransferProgress) => void) => void;
  readonly export: (to: string, changes?: Partial<ExportOptions>) => Promise<ExportOutcome>;
  /** Into the far mirror, with the near side's fingerprint. */
  readonly import: (from: string, changes?: Partial<ImportOptions>) => Promise<ImportOutcome>;
  readonly remove: () => Promise<void>;
}

export const DEFAULT_WHEELS: Wheels = [
  { name: 'sand', version: '1.0', requires: ['stone'] },
  { name: 'stone', version: '1.0' },
  { name: 'stone', version: '2.0', paddingBytes: 100_000 },
];

const { signal } = new AbortController();

const BY = { user: 'ada', host: 'near', interface: 'command line' } as const;
const FAR_BY = { user: 'bob', host: 'far', interface: 'window' } as const;

const EXPORT_DEFAULTS = {
  selection: { kind: 'whole' },
  since: null,
  part: null,
  extras: [],
  tools: [],
  application: null,
  fileSystem: null,
  readsBack: true,
  scan: null,
  variables: process.env,
  syncedAtMs: null,
  program: 'test',
  by: BY,
  signal,
} as const satisfies Partial<ExportOptions>;

const IMPORT_DEFAULTS = {
  acceptsRemovals: false,
  fileSystem: null,
  program: 'test',
  by: FAR_BY,
  signal,
} as const;

export async function createCarriedMirror(
  wheels: Wheels = DEFAULT_WHEELS,
  allowlist = 'sand\nstone\n',
): Promise<CarriedMirror> {
  const index = await startLyingIndex({ wheels });
  const mirror = await createMirrorFixture(index.url, allowlist);
  const outcome = await mirror.planAndSync();
  if (outcome.kind !== 'finished') throw new Error(JSON.stringify(outcome));
  const place = await mkdtemp(join(tmpdir(), 'sandgrouse-carry-'));
  const key = await openSigningKey(join(place, 'near-keys'), { signal });
  const farKey = await openSigningKey(join(place, 'far-keys'), { signal });
  const progress: TransferProgress[] = [];
  const listeners: ((progress: TransferProgress) => void)[] = [];
  const clock = createTestClock();
  const emit = (told: TransferProgress): void => {
    for (const listener of listeners) listener(told);
    progress.push(told);
  };
  const far = join(place, 'far');
  return {
    index,
    mirror,
    drive: place,
    far,
    key,
    farKey,
    progress,
    onProgress: (listener) => listeners.push(listener),
    export: (to, changes = {}) =>
      exportBundle({ ...EXPORT_DEFAULTS, directory: mirror.directory, to, key, emit, clock, ...changes }),
    import: (from, changes = {}) => {
      const given = {
        directory: far,
        from,
        confirmedFingerprint: key.fingerprint,
        key: farKey,
        emit,
        ...changes,
      };
      return importBundle({ ...IMPORT_DEFAULTS, now: clock.now, ...given });
    },
    remove: async () => {
      await mirror.remove();
      await rm(place, { recursive: true, force: true });
      await index.close();
    },
  };
}

/** Every file of the tree that clients see, with its content. */
export async function readTree(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), (await readFile(path)).toString('base64'));
  }
  return new Map([...files].sort(([left], [right]) => (left < right ? -1 : 1)));
}
