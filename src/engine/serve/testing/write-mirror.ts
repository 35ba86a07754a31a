import { type BuiltWheel, sha256 } from '../../../../testing/wheel-builder';
import type { NormalizedName } from '../../../python-packaging/name';
import type { ProjectStatus, SimpleFile } from '../../../python-packaging/simple-page';
import type { MirrorWriter } from '../../mirror/mirror-writer';
import { openMirrorWriter } from '../../mirror/open-mirror';
import { relativeFileUrl } from '../../mirror/page-urls';

/** One file of a project, and what its page says besides. */
export interface ListedWheel {
  readonly wheel: BuiltWheel;
  /** Without: the wheel has no `.metadata` beside it. */
  readonly withMetadata?: boolean;
  readonly requiresPython?: string;
  readonly yanked?: SimpleFile['yanked'];
}

export interface ListedProject {
  readonly name: string;
  readonly status?: ProjectStatus;
  readonly files: readonly ListedWheel[];
}

/** Fills a mirror's folder, by the mirror's own writer. */
export async function writeMirror(directory: string, projects: readonly ListedProject[]): Promise<void> {
  const { signal } = new AbortController();
  const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
  for (const project of projects) await writeProject(writer, project);
  await writer.writeRootPages({ without: new Set() });
  await writer.close();
}

/** Writes files, then the page that lists exactly them. */
export async function writeProject(
  writer: MirrorWriter,
  { name, status, files: listed }: ListedProject,
): Promise<void> {
  const files = [];
  for (const one of listed) files.push(await writeWheel(writer, one));
  await writer.writeProjectPages({
    name: name as NormalizedName,
    status: status ?? null,
    versions: null,
    files,
  });
}

/** Where a wheel stands, as upstream has it. */
export function pathOfWheel({ filename, content }: BuiltWheel): string {
  const hash = sha256(content);
  return `packages/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}/${filename}`;
}

async function writeWheel(
  writer: MirrorWriter,
  { wheel, withMetadata = true, requiresPython, yanked = false }: ListedWheel,
): Promise<SimpleFile> {
  const path = pathOfWheel(wheel);
  const file = await writer.openPartialFile(path);
  await file.append(wheel.content);
  await file.commit({ sha256: await file.digest('sha256'), modifiedAtMs: null });
  await file.close();
  return {
    filename: wheel.filename,
    url: relativeFileUrl(path),
    hashes: { sha256: sha256(wheel.content) },
    requiresPython: requiresPython ?? null,
    yanked,
    sizeBytes: wheel.content.length,
    uploadTime: '2026-03-01T10:20:30.123456Z',
    coreMetadata: withMetadata ? { sha256: await writer.storeWheelMetadata(path) } : false,
  };
}
