import type { CoreMetadata } from '../../../python-packaging/core-metadata';
import type { SimpleFile, SimpleProject } from '../../../python-packaging/simple-page';
import { compareVersions, parseVersion } from '../../../python-packaging/version';
import { pathOfRelativeFileUrl } from '../../mirror/page-urls';
import type { TreeView } from '../../mirror/tree-view';
import type { Page } from '../page-memory';
import { isYanked, newestRelease, type Release, releasesOf } from '../releases';
import { parseProjectPage, readReleaseMetadata } from '../stored-project';
import { renderDescription } from './description';
import { type Html, html } from './html';
import { listMissingReasons, type Missing } from './missing';
import { layOutPage } from './page-layout';

/** A project, or one version of it, for people. */
export interface ProjectRequest {
  readonly tree: TreeView;
  readonly mirrorName: string;
  /** `null`: the newest. */
  readonly version: string | null;
  /** The mirror's own path on this server: nothing, or its name behind a slash. */
  readonly prefix: string;
  /** What did not come of it. */
  readonly missing: readonly Missing[];
}

/** The page of a project for people; `null` where it has no such version. `source` is its page in JSON. */
export async function writeProjectView(request: ProjectRequest, source: Page): Promise<string | null> {
  const { tree, mirrorName, version, prefix, missing } = request;
  const page = parseProjectPage(source);
  if (page === null) return null;
  const releases = releasesOf(page);
  const wanted = version === null ? null : parseVersion(version);
  const release =
    wanted === null
      ? newestRelease(releases)
      : (releases.find((one) => compareVersions(one.version, wanted) === 0) ?? null);
  if (release === null && version !== null) return null;
  const metadata = release === null ? null : await readReleaseMetadata(tree, release);
  return layOutPage({
    title: release === null ? page.name : `${page.name} ${release.version.canonical}`,
    up: { href: `${prefix}/`, text: mirrorName },
    body: html`${metadata?.summary == null ? null : html`<p class="lead">${metadata.summary}</p>`}
${describeStatus(page)}
${describeMissing(page, missing)}
${release === null ? html`<p>This mirror has no files of it.</p>` : describeRelease(release, metadata, prefix)}
${listVersions(page, releases, prefix)}
${describe(metadata)}`,
  });
}

/** PEP 792. */
function describeStatus({ status }: SimpleProject): Html | null {
  if (status === null || status.status === 'active') return null;
  const reason = status.reason === null ? null : html` ${status.reason}`;
  return html`<div class="note"><p>Its authors, or the index that it comes from, call this project ${status.status}.${reason}</p></div>`;
}

/** A file that came since, with an import, say, is not missing any more. */
function describeMissing({ files }: SimpleProject, missing: readonly Missing[]): Html | null {
  const there = new Set(files.map(({ filename }) => filename));
  const pieces = missing.filter(({ filename }) => filename === null || !there.has(filename));
  if (pieces.length === 0) return null;
  return html`<div class="note"><p>Not everything of this project is here. What did not come:</p>
${listMissingReasons(pieces, { count: pieces.length, most: MOST_MISSING })}</div>`;
}

function describeRelease(release: Release, metadata: CoreMetadata | null, prefix: string): Html {
  const license = metadata === null ? null : licenseOf(metadata);
  const requiresPython = metadata?.requiresPython ?? release.files[0]?.requiresPython ?? null;
  const needs = metadata?.requiresDist ?? [];
  const facts: readonly (readonly [string, string | null])[] = [
    ['Licence', license],
    ['Python', requiresPython],
    ['Needs', needs.length === 0 ? null : needs.slice(0, MOST_NEEDS).join(', ')],
  ];
  return html`${isYanked(release) ? html`<div class="note"><p>This release was yanked.${reasonOf(release)}</p></div>` : null}
<dl>${facts.map(([term, value]) => (value === null ? NOTHING : html`<dt>${term}</dt><dd>${value}</dd>`))}</dl>
<h2>Files</h2>
<div class="table"><table>
<thead><tr><th>File</th><th>Size</th><th>Uploaded</th><th>Python</th></tr></thead>
<tbody>
${release.files.map((file) => describeFile(file, prefix))}</tbody></table></div>`;
}

const NOTHING = html``;
const MOST_NEEDS = 100;
const MOST_MISSING = 100;
const MOST_VERSIONS = 1000;

/** The expression where there is one; old projects put the whole text of the licence into the field. */
function licenseOf({ licenseExpression, license, classifiers }: CoreMetadata): string | null {
  const classified = classifiers
    .filter((classifier) => classifier.startsWith('License ::'))
    .map((classifier) => classifier.slice(classifier.lastIndexOf('::') + 2).trim());
  const written = license === null || license.length > 100 ? null : license;
  return licenseExpression ?? written ?? (classified.length === 0 ? null : classified.join(', '));
}

function reasonOf({ files }: Release): string {
  const yanked = files.find((file) => file.yanked !== false)?.yanked ?? false;
  return yanked === false || yanked.reason === null ? '' : ` ${yanked.reason}`;
}

function describeFile(file: SimpleFile, prefix: string): Html {
  const path = pathOfRelativeFileUrl(file.url);
  const name =
    path === null
      ? html`${file.filename}`
      : html`<a href="${prefix}/${path.split('/').map(encodeURIComponent).join('/')}">${file.filename}</a>`;
  const yanked =
    file.yanked === false ? null : html` <span class="yanked">yanked ${file.yanked.reason ?? ''}</span>`;
  const hashes = Object.entries(file.hashes).map(
    ([algorithm, digest]) => html`<code>${algorithm} ${digest}</code>`,
  );
  return html`<tr><td>${name}${yanked}${hashes}</td><td class="plain">${file.sizeBytes === null ? '' : formatSize(file.sizeBytes)}</td><td class="plain">${file.uploadTime?.slice(0, 10) ?? ''}</td><td class="plain">${file.requiresPython ?? ''}</td></tr>
`;
}

function listVersions({ name }: SimpleProject, releases: readonly Release[], prefix: string): Html {
  const items = releases.slice(0, MOST_VERSIONS).map((release) => {
    const version = release.version.canonical;
    const link = html`<a href="${prefix}/project/${name}/${encodeURIComponent(version)}/">${version}</a>`;
    return html`<li>${link}${isYanked(release) ? html` <span class="yanked">yanked</span>` : null}</li>
`;
  });
  return html`<h2>Versions here</h2>
<ul class="versions">
${items}</ul>
<p class="soft"><a href="${prefix}/simple/${name}/">All files, as installers see them</a></p>`;
}

function describe(metadata: CoreMetadata | null): Html | null {
  if (metadata?.description == null) return null;
  const contentType = metadata.fields.get('description-content-type')?.[0] ?? null;
  return html`<h2>Description</h2>
${renderDescription(metadata.description, contentType)}`;
}

function formatSize(sizeBytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  const value = sizeBytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power] ?? ''}`;
}
