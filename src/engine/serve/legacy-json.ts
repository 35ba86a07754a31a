import type { CoreMetadata } from '../../python-packaging/core-metadata';
import { parseDistributionFilename } from '../../python-packaging/filename';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import { pathOfRelativeFileUrl } from '../mirror/page-urls';
import { isYanked, type Release } from './releases';

/** What the answer is made of. */
export interface LegacyJsonParts {
  readonly page: SimpleProject;
  readonly release: Release;
  /** Every release for the page of a project, `null` for that of one release, as PyPI has it. */
  readonly releases: readonly Release[] | null;
  readonly metadata: CoreMetadata | null;
  /** The mirror's own address, without a slash at its end. */
  readonly address: string;
}

/**
 * The answer of PyPI's JSON API, from before there was a Simple API in JSON (https://docs.pypi.org/api/json/). What only
 * PyPI knows is left out rather than made up: downloads, MD5 digests, serials, and vulnerabilities, of which an empty
 * list would say that there are none.
 */
export function writeLegacyJson({ page, release, releases, metadata, address }: LegacyJsonParts): string {
  const listFiles = ({ files }: Release): readonly object[] =>
    files.map((file) => writeFile(file, page, address));
  return `${JSON.stringify({
    info: writeInfo({ page, release, metadata, address }),
    ...(releases === null
      ? {}
      : { releases: Object.fromEntries(releases.map((one) => [one.version.canonical, listFiles(one)])) }),
    urls: listFiles(release),
  })}\n`;
}

function writeInfo({
  page,
  release,
  metadata,
  address,
}: Pick<LegacyJsonParts, 'page' | 'release' | 'metadata' | 'address'>): object {
  const yanked = release.files.find((file) => file.yanked !== false)?.yanked ?? false;
  const place = `${address}/project/${page.name}/`;
  const text = (field: string): string | null => metadata?.fields.get(field)?.[0]?.trim() ?? null;
  return {
    name: text('name') ?? page.name,
    version: release.version.canonical,
    summary: metadata?.summary ?? null,
    description: metadata?.description ?? null,
    description_content_type: text('description-content-type'),
    requires_python: metadata?.requiresPython ?? release.files[0]?.requiresPython ?? null,
    requires_dist: orNull(metadata?.requiresDist),
    provides_extra: orNull(metadata?.providesExtra),
    dynamic: orNull(metadata?.dynamic),
    classifiers: metadata?.classifiers ?? [],
    license: metadata?.license ?? null,
    license_expression: metadata?.licenseExpression ?? null,
    license_files: orNull(metadata?.fields.get('license-file')),
    ...writePeople(text),
    ...writeLinks(metadata),
    package_url: place,
    project_url: place,
    release_url: `${place}${encodeURIComponent(release.version.canonical)}/`,
    yanked: isYanked(release),
    yanked_reason: isYanked(release) && yanked !== false ? yanked.reason : null,
  };
}

function writePeople(text: (field: string) => string | null): object {
  return {
    author: text('author'),
    author_email: text('author-email'),
    maintainer: text('maintainer'),
    maintainer_email: text('maintainer-email'),
    keywords: text('keywords'),
    platform: text('platform'),
  };
}

function writeLinks(metadata: CoreMetadata | null): object {
  const links = (metadata?.fields.get('project-url') ?? []).flatMap((value) => {
    const comma = value.indexOf(',');
    return comma < 0 ? [] : [[value.slice(0, comma).trim(), value.slice(comma + 1).trim()] as const];
  });
  return {
    home_page: metadata?.fields.get('home-page')?.[0]?.trim() ?? null,
    download_url: metadata?.fields.get('download-url')?.[0]?.trim() ?? null,
    project_urls: links.length === 0 ? null : Object.fromEntries(links),
  };
}

function writeFile(file: SimpleFile, { name }: SimpleProject, address: string): object {
  const parsed = parseDistributionFilename(file.filename, name);
  const path = pathOfRelativeFileUrl(file.url);
  const pythons = parsed.kind === 'wheel' ? file.filename.split('-').at(-3) : 'source';
  return {
    filename: file.filename,
    packagetype: parsed.kind === 'wheel' ? 'bdist_wheel' : 'sdist',
    python_version: pythons ?? 'source',
    url: path === null ? file.url : `${address}/${path.split('/').map(encodeURIComponent).join('/')}`,
    digests: file.hashes,
    size: file.sizeBytes,
    requires_python: file.requiresPython,
    upload_time: file.uploadTime === null ? null : file.uploadTime.replace(/(?:\.\d+)?Z$/, ''),
    upload_time_iso_8601: file.uploadTime,
    yanked: file.yanked !== false,
    yanked_reason: file.yanked === false ? null : file.yanked.reason,
    has_sig: false,
    comment_text: '',
  };
}

function orNull<Value>(values: readonly Value[] | undefined): readonly Value[] | null {
  return values === undefined || values.length === 0 ? null : values;
}
