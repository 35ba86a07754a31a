import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSelection } from '../../../contract/bundle';
import { refuse } from '../../../contract/problem';
import type { Profile } from '../../../contract/profile';
import type { NormalizedName } from '../../../python-packaging/name';
import { writeProjectHtml, writeRootHtml } from '../../../python-packaging/simple-html-writer';
import { writeProjectJson, writeRootJson } from '../../../python-packaging/simple-json-writer';
import type { SimpleFile, SimpleProject } from '../../../python-packaging/simple-page';
import { eachAtOnce } from '../../files/at-once';
import { hashFile, readBoundedFile } from '../../files/read-file';
import type { MirrorContents } from '../../mirror/mirror-contents';
import { type MirrorPaths, metadataPath, PAGE_FILES, resolveInside } from '../../mirror/mirror-paths';
import { pathOfRelativeFileUrl } from '../../mirror/page-urls';
import type { CarriedFile } from './carried-file';
import { createFileFit } from './fitting-files';

export interface MirrorSurvey {
  /** By path: files and metadata, then pages. */
  readonly files: readonly CarriedFile[];
  readonly projects: readonly NormalizedName[];
}

export interface SurveyOptions {
  readonly mirror: MirrorPaths;
  readonly contents: MirrorContents;
  readonly profile: Profile;
  readonly selection: ExportSelection;
  readonly signal: AbortSignal;
}

/** Pages and files wait for the disk, one by one. */
const AT_ONCE = 8;
const LARGEST_PAGE_BYTES = 256 * 1024 * 1024;

/**
 * What of a mirror's tree is carried, by its own pages. Throws `export-selection-invalid`, `mirror-file-missing` or
 * `mirror-file-damaged` where the mirror is not what it lists, or a disk problem.
 */
export async function surveyTree(options: SurveyOptions): Promise<MirrorSurvey> {
  const { contents, selection, signal } = options;
  const present = (await contents.listProjects({ signal })) as readonly NormalizedName[];
  const chosen = chooseProjects(present, selection);
  const choose = createChoice(options);
  const surveys = new Map<NormalizedName, ProjectSurvey>();
  await eachAtOnce(chosen, AT_ONCE, async (project) => {
    signal.throwIfAborted();
    const survey = await surveyProject(project, choose, options);
    if (survey !== null) surveys.set(project, survey);
  });
  // In the order of the mirror, whichever was looked at first.
  const projects = chosen.filter((project) => surveys.has(project));
  if (projects.length === 0)
    refuse('export-selection-invalid', { reason: 'nothing of the mirror is chosen' });
  const inOrder = projects.flatMap((project) => surveys.get(project) ?? []);
  const packages = new Map(inOrder.flatMap(({ packages: files }) => files.map((file) => [file.path, file])));
  const pages = inOrder.flatMap((survey) => survey.pages);
  const rootPages = formsOf('simple', writeRootHtml(projects), writeRootJson(projects));
  return { files: [...packages.values(), ...pages, ...rootPages], projects };
}

interface ProjectSurvey {
  readonly packages: readonly CarriedFile[];
  readonly pages: readonly CarriedFile[];
}

/** `null` where nothing of the project is carried. */
async function surveyProject(
  project: NormalizedName,
  choose: FileChoice,
  options: SurveyOptions,
): Promise<ProjectSurvey | null> {
  const page = await options.contents.readProjectPage(project);
  if (page === null) return null;
  const files = page.files.filter((file) => choose(file, project));
  if (files.length === 0 && page.files.length > 0) return null;
  const packages: CarriedFile[] = [];
  for (const file of files) packages.push(...(await filesOf(file, project, options)));
  const isWhole = files.length === page.files.length;
  return { packages, pages: await pagesOf({ ...page, files }, { isWhole }, options) };
}

type FileChoice = (file: SimpleFile, project: NormalizedName) => boolean;

function chooseProjects(
  present: readonly NormalizedName[],
  selection: ExportSelection,
): readonly NormalizedName[] {
  if (selection.kind !== 'projects') return present;
  const known = new Set<string>(present);
  const unknown = selection.projects.filter((project) => !known.has(project));
  if (unknown.length > 0) {
    const names = unknown.map((project) => `"${project}"`).join(', ');
    refuse('export-selection-invalid', { reason: `the mirror does not have ${names}` });
  }
  const wanted = new Set(selection.projects);
  return present.filter((project) => wanted.has(project));
}

function createChoice({ profile, selection }: SurveyOptions): FileChoice {
  if (selection.kind !== 'targets') return () => true;
  const known = profile.targets.map(({ id }) => id);
  const unknown = selection.targets.find((id) => !known.includes(id));
  if (unknown !== undefined) refuse('target-unknown', { target: unknown, known: known.join(', ') });
  return createFileFit(profile.targets.filter(({ id }) => selection.targets.includes(id)));
}

/** A listed file with its metadata, held against what the mirror has. */
async function filesOf(
  file: SimpleFile,
  project: NormalizedName,
  { mirror, contents, signal }: SurveyOptions,
): Promise<readonly CarriedFile[]> {
  const { filename, url, hashes, coreMetadata } = file;
  const owner = { project, filename };
  const path = pathOfRelativeFileUrl(url);
  if (path === null) {
    return refuse('mirror-file-damaged', { ...owner, reason: 'its page leads out of the mirror' });
  }
  const stored = await contents.findFile(path, { signal });
  if (stored === null) return refuse('mirror-file-missing', owner);
  if (hashes.sha256 !== undefined && hashes.sha256 !== stored.sha256) {
    refuse('mirror-file-damaged', { ...owner, reason: 'it has another hash' });
  }
  const place = resolveInside(mirror.web, path);
  const carried: CarriedFile = { ...stored, source: { kind: 'file', place, owner } };
  if (coreMetadata === false) return [carried];
  const beside = metadataPath(place);
  const entry = await lstat(beside).catch(() => null);
  if (entry?.isFile() !== true) {
    return refuse('mirror-file-damaged', { ...owner, reason: 'its metadata is not there' });
  }
  const sha256 = coreMetadata.sha256 ?? (await hashFile(beside, { signal }));
  const source = { kind: 'file', place: beside, owner } as const;
  return [carried, { path: metadataPath(path), sizeBytes: entry.size, sha256, source }];
}

/** The three forms of a project's page: as they are on the disk where it is carried whole. */
async function pagesOf(
  page: SimpleProject,
  { isWhole }: { readonly isWhole: boolean },
  { mirror }: SurveyOptions,
): Promise<readonly CarriedFile[]> {
  const folder = `simple/${page.name}`;
  const written = formsOf(folder, writeProjectHtml(page), writeProjectJson(page));
  if (!isWhole) return written;
  const forms: CarriedFile[] = [];
  for (const form of written) {
    const place = join(mirror.web, ...form.path.split('/'));
    const content = await readBoundedFile(place, { limitBytes: LARGEST_PAGE_BYTES });
    const owner = { project: page.name, filename: form.path };
    forms.push(
      content === null ? form : { ...factsOf(form.path, content), source: { kind: 'file', place, owner } },
    );
  }
  return forms;
}

function formsOf(folder: string, html: string, json: string): readonly CarriedFile[] {
  return [
    carriedBytes(`${folder}/${PAGE_FILES.html}`, Buffer.from(html)),
    carriedBytes(`${folder}/${PAGE_FILES.v1Html}`, Buffer.from(html)),
    carriedBytes(`${folder}/${PAGE_FILES.v1Json}`, Buffer.from(json)),
  ];
}

/** A file whose bytes are at hand. */
export function carriedBytes(path: string, bytes: Uint8Array): CarriedFile {
  return { ...factsOf(path, bytes), source: { kind: 'bytes', bytes } };
}

function factsOf(path: string, bytes: Uint8Array) {
  return { path, sizeBytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}
