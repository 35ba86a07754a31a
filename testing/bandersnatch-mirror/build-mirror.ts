import { copyFile, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildContent, UPLOAD_TIME } from '../lying-index/content';
import type { WheelSpec } from '../wheel-builder';
import {
  htmlPage,
  jsonPage,
  legacyJson,
  type PageProject,
  type PageStyle,
  pageProjects,
  rootHtml,
  rootJson,
  SERIAL,
} from './pages';

/** How bandersnatch was configured, and how old it was. Where nothing is said: version 8 as it comes, with `json`. */
export interface BandersnatchMirrorOptions {
  readonly directory: string;
  readonly wheels: readonly WheelSpec[];
  readonly simpleFormat?: 'ALL' | 'HTML' | 'JSON';
  /** `web/json/NAME` and `web/pypi/NAME/json`: a copy, or before 5.3 a link; relative as some moved it, or absolute. */
  readonly legacyJson?: 'copy' | 'link' | 'none';
  /** The `.metadata` of wheels: not before 6.4. */
  readonly coreMetadata?: boolean;
  /** Folders of projects as their authors write them, as before 4.0. */
  readonly rawFolders?: boolean;
  readonly hashIndex?: boolean;
  readonly keepIndexVersions?: boolean;
  readonly rootUri?: string;
  /** `none`: pages of very old versions have no hash. */
  readonly digest?: 'sha256' | 'none';
  /** A sync was cut off: these are left to do, as their authors write them. */
  readonly todo?: readonly string[];
  /** Temporary files that a sync left behind. */
  readonly leftovers?: boolean;
}

/** Writes a mirror as bandersnatch does, with real wheels, at the paths that `startLyingIndex` gives them. */
export async function buildBandersnatchMirror(options: BandersnatchMirrorOptions): Promise<void> {
  const { directory, wheels } = options;
  const content = buildContent(wheels);
  const rawNames = new Map(wheels.map(({ name }) => [name.replace(/[-_.]+/g, '-').toLowerCase(), name]));
  const projects = pageProjects(content, rawNames);
  const uploaded = new Date(UPLOAD_TIME);
  for (const [path, { content: bytes }] of content.files) {
    if (path.endsWith('.metadata') && options.coreMetadata === false) continue;
    const file = join(directory, 'web', path);
    await put(file, bytes);
    await utimes(file, uploaded, uploaded);
  }
  for (const project of projects) {
    await writePages(project, options);
    await writeLegacyJson(project, options);
  }
  await writeRoot(projects, options);
  await writeState(options);
  if (options.leftovers === true) await leaveBehind(projects, options);
}

async function put(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function folderOf(
  { name, rawName }: PageProject,
  { rawFolders, hashIndex }: BandersnatchMirrorOptions,
): string {
  const folder = rawFolders === true ? rawName : name;
  return hashIndex === true ? `${folder.slice(0, 1)}/${folder}` : folder;
}

/** The forms of a page by their names. */
function formsOf(
  project: PageProject,
  options: BandersnatchMirrorOptions,
): readonly (readonly [string, string])[] {
  const { simpleFormat = 'ALL', rootUri = '../..', digest = 'sha256', coreMetadata = true } = options;
  const style: PageStyle = { prefix: rootUri, digest, coreMetadata };
  const html = htmlPage(project, style);
  return [
    ...(simpleFormat === 'JSON'
      ? []
      : ([
          ['index.html', html],
          ['index.v1_html', html],
        ] as const)),
    ...(simpleFormat === 'HTML' ? [] : ([['index.v1_json', jsonPage(project, style)]] as const)),
  ];
}

async function writePages(project: PageProject, options: BandersnatchMirrorOptions): Promise<void> {
  const folder = join(options.directory, 'web', 'simple', folderOf(project, options));
  for (const [form, text] of formsOf(project, options)) {
    if (options.keepIndexVersions !== true) {
      await put(join(folder, form), text);
      continue;
    }
    const extension = form.slice(form.indexOf('.'));
    const versions = join(folder, 'versions');
    await put(join(versions, `index_${SERIAL - 1}_2026-01-01T000000Z${extension}`), 'an older page');
    const current = join(versions, `index_${SERIAL}_2026-01-02T030405Z${extension}`);
    await put(current, text);
    await symlink(current, join(folder, form));
  }
}

async function writeLegacyJson(project: PageProject, options: BandersnatchMirrorOptions): Promise<void> {
  const { directory, legacyJson: kind = 'copy', rawFolders } = options;
  if (kind === 'none') return;
  const name = rawFolders === true ? project.rawName : project.name;
  const page = join(directory, 'web', 'json', name);
  const second = join(directory, 'web', 'pypi', name, 'json');
  await put(page, legacyJson(project));
  await mkdir(dirname(second), { recursive: true });
  if (kind === 'link') await symlink(join('..', '..', 'json', name), second);
  else await copyFile(page, second);
}

async function writeRoot(
  projects: readonly PageProject[],
  options: BandersnatchMirrorOptions,
): Promise<void> {
  const simple = join(options.directory, 'web', 'simple');
  const folders = projects
    .map((project) => (options.rawFolders === true ? project.rawName : project.name))
    .sort();
  await put(join(simple, 'index.html'), rootHtml(folders));
  if (options.simpleFormat !== 'JSON') await put(join(simple, 'index.v1_html'), rootHtml(folders));
  if (options.simpleFormat !== 'HTML') await put(join(simple, 'index.v1_json'), rootJson(folders));
}

async function writeState({ directory, todo }: BandersnatchMirrorOptions): Promise<void> {
  await put(join(directory, 'generation'), '5');
  await put(join(directory, 'status'), String(SERIAL));
  await put(join(directory, '.lock'), '');
  if (todo === undefined) return;
  await put(
    join(directory, 'todo'),
    `${[SERIAL + 7, ...todo.map((name) => `${name} ${SERIAL + 5}`)].join('\n')}`,
  );
}

async function leaveBehind(
  projects: readonly PageProject[],
  options: BandersnatchMirrorOptions,
): Promise<void> {
  const { directory } = options;
  for (const project of projects) {
    const file = project.files[0];
    if (file === undefined) continue;
    const folder = join(directory, 'web', dirname(file.path));
    await put(join(folder, `.${file.filename}.k3x9_a1b`), 'half a file');
    await put(join(directory, 'web', 'simple', folderOf(project, options), '.index.html.q7w8e9rt'), 'half');
  }
}
