import { createHash } from 'node:crypto';
import { parseDistributionFilename } from '../../../python-packaging/filename';
import type { SimpleFile, SimpleProject } from '../../../python-packaging/simple-page';
import type { Version } from '../../../python-packaging/version';
import { pathOfRelativeFileUrl } from '../../mirror/page-urls';
import type { HandoverContents, HandoverFile } from '../handover-contents';
import type { Vulnerabilities } from '../osv/vulnerabilities';
import type { ApprovalSheet, ApprovedFile, License } from './approval-sheet';
import { readLicense } from './read-license';

export interface ApprovalOptions {
  readonly syncedAtMs: number | null;
  readonly program: string;
  /** Why a file is there, in words, by its path. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly vulnerabilities: Vulnerabilities | null;
  readonly signal: AbortSignal;
}

/** Looks at every file that is carried. Throws a disk problem. */
export async function gatherApproval(
  contents: HandoverContents,
  options: ApprovalOptions,
): Promise<ApprovalSheet> {
  const { syncedAtMs, program, vulnerabilities, signal } = options;
  const carried = new Map(contents.files.filter(isDistribution).map((file) => [file.path, file]));
  const files: ApprovedFile[] = [];
  for (const project of contents.projects) {
    signal.throwIfAborted();
    const page = await contents.mirror.readProjectPage(project);
    if (page !== null) files.push(...(await gatherProject(page, carried, contents, options)));
  }
  return {
    upstreamUrl: contents.upstreamUrl,
    syncedAtMs,
    program,
    targets: contents.targets.map(({ label }) => label),
    digest: digestOf(files),
    files,
    removed: contents.base === null ? null : findRemoved(contents.base, carried),
    vulnerabilities,
  };
}

function isDistribution({ path }: { readonly path: string }): boolean {
  return path.startsWith('packages/') && !path.endsWith('.metadata');
}

async function gatherProject(
  page: SimpleProject,
  carried: ReadonlyMap<string, HandoverFile>,
  contents: HandoverContents,
  { reasons, vulnerabilities }: ApprovalOptions,
): Promise<readonly ApprovedFile[]> {
  const licenses = new Map<string, License>();
  const found: {
    readonly listed: SimpleFile;
    readonly file: HandoverFile;
    readonly version: Version | null;
  }[] = [];
  for (const listed of page.files) {
    const file = carried.get(pathOfRelativeFileUrl(listed.url) ?? '');
    if (file === undefined) continue;
    const version = versionOf(listed, page);
    found.push({ listed, file, version });
    // An sdist has no METADATA beside it; the wheel of the same release speaks for it.
    const key = version?.canonical ?? '';
    if (listed.coreMetadata === false || version === null || licenses.has(key)) continue;
    licenses.set(key, await readLicense(contents.web, file.path));
  }
  return found.map(({ listed, file, version }) => ({
    project: page.name,
    version: version?.canonical ?? null,
    filename: listed.filename,
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    license: licenses.get(version?.canonical ?? '') ?? { kind: 'unknown' },
    uploadTime: listed.uploadTime,
    yanked: listed.yanked,
    status: page.status === null || page.status.status === 'active' ? null : page.status.status,
    requiredBy: reasons.get(file.path) ?? null,
    vulnerabilities: version === null ? [] : (vulnerabilities?.find(page.name, version) ?? []),
    change: changeOf(file, contents.base),
  }));
}

function versionOf({ filename }: SimpleFile, { name }: SimpleProject): Version | null {
  const parsed = parseDistributionFilename(filename, name);
  return parsed.kind === 'wheel' || parsed.kind === 'sdist' ? parsed.version : null;
}

function changeOf({ path, sha256 }: HandoverFile, base: HandoverContents['base']): ApprovedFile['change'] {
  const before = base?.get(path);
  if (before === undefined) return 'new';
  return before === sha256 ? 'there already' : 'changed';
}

function findRemoved(
  base: ReadonlyMap<string, string>,
  carried: ReadonlyMap<string, HandoverFile>,
): readonly string[] {
  const gone = [...base.keys()].filter((path) => isDistribution({ path }) && !carried.has(path));
  return gone.map((path) => path.slice(path.lastIndexOf('/') + 1)).sort();
}

function digestOf(files: readonly ApprovedFile[]): string {
  const hash = createHash('sha256');
  for (const { sha256, filename } of files) hash.update(`${sha256}  ${filename}\n`);
  return hash.digest('hex');
}
