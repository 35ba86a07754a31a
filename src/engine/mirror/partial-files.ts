import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renameWithPatience, writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import type { StoredFile } from './mirror-contents';
import { type MirrorPaths, resolveInside } from './mirror-paths';
import type { PartialFile } from './mirror-writer';

/** The unfinished bytes of a path, and beside them what they are: `HASH` and `HASH.json`. */
function partialPath({ partial }: MirrorPaths, path: string): string {
  return join(partial, createHash('sha256').update(path).digest('hex').slice(0, 40));
}

interface Sidecar {
  readonly path: string;
  readonly validator: string | null;
}

export async function partialBytes(paths: MirrorPaths, path: string): Promise<number> {
  return stat(partialPath(paths, path)).then(
    (entry) => entry.size,
    () => 0,
  );
}

/** Goes on with what is there of `path`, or begins. The hash of old bytes is made again from the disk. */
export async function openPartialFile(
  paths: MirrorPaths,
  path: string,
  remember: (file: StoredFile) => Promise<void>,
): Promise<PartialFile> {
  const finalPath = resolveInside(paths.web, path);
  const temporaryPath = partialPath(paths, path);
  const guard = async <Value>(operation: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      throw diskProblem(error, { path: finalPath, operation });
    }
  };
  return guard('write', async () => {
    await mkdir(paths.partial, { recursive: true });
    const validator = await readValidator(temporaryPath, path);
    const handle = await open(temporaryPath, 'a+');
    const { hash, bytes } = await hashSoFar(temporaryPath);
    return new OpenPartialFile(
      { paths, path, finalPath, temporaryPath, handle, guard, remember },
      hash,
      bytes,
      validator,
    );
  });
}

async function readValidator(temporaryPath: string, path: string): Promise<string | null> {
  try {
    const sidecar = JSON.parse(await readFile(`${temporaryPath}.json`, 'utf8')) as Partial<Sidecar>;
    return sidecar.path === path && typeof sidecar.validator === 'string' ? sidecar.validator : null;
  } catch {
    return null;
  }
}

async function hashSoFar(temporaryPath: string): Promise<{ readonly hash: Hash; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(temporaryPath) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { hash, bytes };
}

interface PartialFileContext {
  readonly paths: MirrorPaths;
  readonly path: string;
  readonly finalPath: string;
  readonly temporaryPath: string;
  readonly handle: FileHandle;
  readonly guard: <Value>(operation: string, work: () => Promise<Value>) => Promise<Value>;
  readonly remember: (file: StoredFile) => Promise<void>;
}

class OpenPartialFile implements PartialFile {
  #hash: Hash;
  #receivedBytes: number;
  #validator: string | null;
  #isOpen = true;
  readonly #context: PartialFileContext;

  constructor(context: PartialFileContext, hash: Hash, receivedBytes: number, validator: string | null) {
    this.#context = context;
    this.#hash = hash;
    this.#receivedBytes = receivedBytes;
    this.#validator = validator;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  get validator(): string | null {
    return this.#validator;
  }

  async setValidator(validator: string | null): Promise<void> {
    if (validator === this.#validator) return;
    const { temporaryPath, path, paths } = this.#context;
    this.#validator = validator;
    const sidecar: Sidecar = { path, validator };
    await writeFileAtomically(`${temporaryPath}.json`, JSON.stringify(sidecar), {
      temporaryDirectory: paths.temporary,
    });
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.#context.guard('write', () => this.#context.handle.appendFile(chunk));
    this.#hash.update(chunk);
    this.#receivedBytes += chunk.byteLength;
  }

  async restart(): Promise<void> {
    await this.#context.guard('write', () => this.#context.handle.truncate(0));
    this.#hash = createHash('sha256');
    this.#receivedBytes = 0;
    await this.setValidator(null);
  }

  digest(): Promise<string> {
    return Promise.resolve(this.#hash.copy().digest('hex'));
  }

  async commit(facts: {
    readonly sha256: string;
    readonly modifiedAtMs: number | null;
  }): Promise<StoredFile> {
    const { guard, handle, temporaryPath, finalPath, path, remember } = this.#context;
    const stored: StoredFile = { path, sizeBytes: this.#receivedBytes, sha256: facts.sha256 };
    await guard('write', async () => {
      await handle.sync();
      await this.close();
      const seconds = facts.modifiedAtMs === null ? null : facts.modifiedAtMs / 1000;
      if (seconds !== null) await utimes(temporaryPath, seconds, seconds);
      await mkdir(dirname(finalPath), { recursive: true });
      await renameWithPatience(temporaryPath, finalPath);
      await rm(`${temporaryPath}.json`, { force: true });
    });
    await remember(stored);
    return stored;
  }

  async discard(): Promise<void> {
    await this.close();
    const { guard, temporaryPath } = this.#context;
    await guard('delete', async () => {
      await rm(temporaryPath, { force: true });
      await rm(`${temporaryPath}.json`, { force: true });
    });
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#context.handle.close();
  }
}

/** Drops the partial files of every path that is not in `kept`. */
export async function dropPartialFiles(paths: MirrorPaths, kept: ReadonlySet<string>): Promise<void> {
  const keptNames = new Set([...kept].map((path) => partialPath(paths, path)));
  let names: readonly string[];
  try {
    names = await readdir(paths.partial);
  } catch (error) {
    if (isMissing(error)) return;
    throw diskProblem(error, { path: paths.partial, operation: 'read' });
  }
  for (const name of names) {
    const path = join(paths.partial, name);
    if (!keptNames.has(path.replace(/\.json$/, ''))) await rm(path, { force: true });
  }
}
