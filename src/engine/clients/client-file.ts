import { lstat, mkdir, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Client, ClientIndex } from '../../contract/clients/client-index';
import {
  pdmSource,
  pipenvSource,
  pipSettings,
  poetrySource,
  uvSource,
} from '../../contract/clients/snippets';
import { refuse } from '../../contract/problem';
import { type FileRights, writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { isProjectFile } from './client-places';
import { editPipConfig } from './edit-pip-config';
import { editTomlTables } from './edit-toml-tables';
import type { Edited } from './edited';

/** What writing would do to a client's file; nothing has been written. */
export interface ClientFileChange {
  /** As it was named. */
  readonly path: string;
  /** Where it is, behind symbolic links. */
  readonly target: string;
  /** `null` where there is no file yet. */
  readonly before: string | null;
  readonly after: string;
}

interface Options {
  readonly signal: AbortSignal;
}

/** Nobody writes such a file by hand. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * Works out what a client's file has to become, so that the index is the only one. Throws `client-file-refused` for a file
 * that is broken or cannot be changed safely, or a disk problem.
 */
export async function planClientFile(
  { client, index, path }: { readonly client: Client; readonly index: ClientIndex; readonly path: string },
  { signal }: Options,
): Promise<ClientFileChange> {
  signal.throwIfAborted();
  const target = await followLinks(path);
  const before = await readText(target, path);
  if (before === null && isProjectFile(path)) {
    refuse('client-file-refused', { path, reason: 'there is no such file, so there is no project' });
  }
  const text = before ?? '';
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (newline === '\r\n' && /(?<!\r)\n/.test(text)) {
    refuse('client-file-refused', { path, reason: 'some of its lines end as on Windows and some do not' });
  }
  const edited = edit(client, index, path, text.slice(mark.length).replaceAll('\r\n', '\n'));
  if ('reason' in edited) return refuse('client-file-refused', { path, reason: edited.reason });
  const after = mark + edited.text.replaceAll('\n', newline);
  return { path, target, before, after };
}

/** What is written where there is no file yet; `null` where none is made. */
export function newClientFile({
  client,
  index,
  path,
}: {
  readonly client: Client;
  readonly index: ClientIndex;
  readonly path: string;
}): string | null {
  if (isProjectFile(path)) return null;
  const edited = edit(client, index, path, '');
  return 'reason' in edited ? null : edited.text;
}

function edit(client: Client, index: ClientIndex, path: string, text: string): Edited {
  switch (client) {
    case 'pip':
      return editPipConfig(text, pipSettings(index));
    case 'uv': {
      const within = basename(path) === 'pyproject.toml' ? ['tool', 'uv'] : [];
      const competing = ['index-url', 'extra-index-url', 'find-links', 'no-index'];
      return editTomlTables(text, {
        path: [...within, 'index'],
        lines: uvSource(index),
        competing: [within, [...within, 'pip']].flatMap((table) => competing.map((key) => [...table, key])),
      });
    }
    case 'poetry':
      if (index.url.startsWith('file:')) return { reason: 'poetry reads no folder; serve the mirror first' };
      return editTomlTables(text, {
        path: ['tool', 'poetry', 'source'],
        lines: poetrySource(index, 'priority'),
        competing: [],
      });
    case 'pdm':
      return editTomlTables(text, {
        path: ['tool', 'pdm', 'source'],
        lines: pdmSource(index),
        competing: [],
      });
    case 'pipenv':
      return editTomlTables(text, { path: ['source'], lines: pipenvSource(index), competing: [] });
    case 'conda':
      return { reason: 'an environment.yml is best changed by hand' };
  }
}

/**
 * Where the old text was put; `null` where there was none. Throws `client-file-refused` for a file that is not what was
 * planned with any more, or may not be written, or a disk problem.
 */
export async function writeClientFile(
  { path, target, before, after }: ClientFileChange,
  { signal }: Options,
): Promise<{ readonly backupPath: string | null }> {
  if ((await readText(target, path)) !== before) {
    refuse('client-file-refused', { path, reason: 'it was changed meanwhile, so begin again' });
  }
  if (before === null) {
    await mkdir(dirname(target), { recursive: true });
    await writeFileAtomically(target, after, { signal });
    return { backupPath: null };
  }
  const rights = await readRights(target, path);
  const backupPath = await findBackupPath(target);
  await writeFileAtomically(backupPath, before, { signal, rights });
  await writeFileAtomically(target, after, { signal, rights });
  return { backupPath };
}

/** A file takes the place of another one, which its folder alone decides about: what its owner has closed stays closed. */
async function readRights(target: string, path: string): Promise<FileRights> {
  const { mode, uid, gid } = await stat(target);
  if ((mode & ANYBODY_WRITES) === 0) refuse('client-file-refused', { path, reason: 'it is read-only' });
  return { mode, uid, gid };
}

const ANYBODY_WRITES = 0o222;

/**
 * Takes the last change back: the file and its newest backup change places, so that nothing is lost, and doing it again
 * does it again. A file without a backup was made here if it holds `madeText`; it is put aside, as a backup. Gives the
 * backup's path. Throws `client-file-refused` where there is none.
 */
export async function undoClientFile(
  { path, madeText }: { readonly path: string; readonly madeText: string | null },
  { signal }: Options,
): Promise<string> {
  const target = await followLinks(path);
  const now = await readText(target, path);
  const backupPath = (await listBackups(target)).at(-1);
  if (backupPath === undefined) {
    if (now === null || now !== madeText)
      return refuse('client-file-refused', { path, reason: 'there is no backup beside it' });
    await rename(target, backupName(target, 1));
    return backupName(target, 1);
  }
  if (now === null) {
    await rename(backupPath, target);
    return backupPath;
  }
  const then = await readText(backupPath, path);
  if (then === null) return refuse('client-file-refused', { path, reason: 'its backup cannot be read' });
  const rights = await readRights(target, path);
  await writeFileAtomically(target, then, { signal, rights });
  await writeFileAtomically(backupPath, now, { signal, rights });
  return backupPath;
}

const MOST_BACKUPS = 1000;

const backupName = (target: string, number: number): string =>
  `${target}.sandgrouse-backup${number === 1 ? '' : `-${number}`}`;

async function listBackups(target: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let number = 1; number <= MOST_BACKUPS; number += 1) {
    const path = backupName(target, number);
    if ((await lstat(path).catch(() => null)) === null) break;
    found.push(path);
  }
  return found;
}

async function findBackupPath(target: string): Promise<string> {
  return backupName(target, (await listBackups(target)).length + 1);
}

/** A link stays one: what it leads to is changed. One that leads nowhere is refused. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path, operation: 'read' });
    const entry = await lstat(path).catch(() => null);
    return entry === null
      ? path
      : refuse('client-file-refused', { path, reason: 'it is a link that leads nowhere' });
  }
}

async function readText(target: string, path: string): Promise<string | null> {
  const entry = await stat(target).catch(() => null);
  if (entry === null) return null;
  const content = await readBoundedFile(target, { limitBytes: LARGEST_BYTES });
  if (content === null)
    return refuse('client-file-refused', { path, reason: 'it is no file, or far too large' });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return refuse('client-file-refused', { path, reason: 'it is no text in UTF-8' });
  }
}
