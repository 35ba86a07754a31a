import {
  type InfoField,
  isInfoField,
  isReleaseFileField,
  type ReleaseFileField,
} from '../../../contract/metadata-paths';
import type { MetadataRule } from '../../../contract/rules';
import type { CoreMetadata } from '../../../python-packaging/core-metadata';
import type { Candidate } from '../candidate';

/** The fields of core metadata that the simple ones are made from. */
const HEADER_FIELDS: Readonly<Record<Exclude<InfoField, 'description' | 'project_urls'>, string>> = {
  author: 'author',
  author_email: 'author-email',
  classifiers: 'classifier',
  description_content_type: 'description-content-type',
  download_url: 'download-url',
  dynamic: 'dynamic',
  home_page: 'home-page',
  keywords: 'keywords',
  license: 'license',
  license_expression: 'license-expression',
  license_files: 'license-file',
  maintainer: 'maintainer',
  maintainer_email: 'maintainer-email',
  metadata_version: 'metadata-version',
  name: 'name',
  platform: 'platform',
  provides_extra: 'provides-extra',
  requires_dist: 'requires-dist',
  requires_python: 'requires-python',
  summary: 'summary',
  version: 'version',
};

/** How a file's fields are read; `rest` is what stands behind the field's name in the path. */
const FILE_FIELDS: Readonly<Record<ReleaseFileField, (candidate: Candidate, rest: string) => string | null>> =
  {
    // PyPI's name of blake2b says how long it is; hashlib's, which pages use, does not.
    digests: ({ file }, rest) => file.hashes[rest === 'blake2b_256' ? 'blake2b' : rest] ?? null,
    filename: ({ file }) => file.filename,
    md5_digest: ({ file }) => file.hashes.md5 ?? null,
    packagetype: ({ kind }) => (kind === 'wheel' ? 'bdist_wheel' : 'sdist'),
    python_version: ({ tags }) => tags?.interpreters.join('.') ?? 'source',
    requires_python: ({ file }) => file.requiresPython,
    size: ({ file }) => file.sizeBytes?.toString() ?? null,
    upload_time: ({ file }) => file.uploadTime?.replace(/(?:\.\d+)?Z$/, '') ?? null,
    upload_time_iso_8601: ({ file }) => file.uploadTime,
    url: ({ file }) => file.url,
    yanked: ({ file }) => (file.yanked === false ? 'false' : 'true'),
    yanked_reason: ({ file }) => (file.yanked === false ? null : file.yanked.reason),
  };

/** Whether a rule looks at what the newest release says of itself. */
export function asksForInfo({ path }: MetadataRule): boolean {
  return path.startsWith('info.');
}

/** The metadata of a project, for a rule that comes after the one which drops projects without. */
export function requireInfo(info: CoreMetadata | null): CoreMetadata {
  if (info === null) throw new Error('the metadata of the project was not read');
  return info;
}

/** The values at a path of a project, or of one of its files; none where the field is not there. */
export function valuesAt(
  path: string,
  info: CoreMetadata | null,
  candidate: Candidate | null,
): readonly string[] {
  const [root, field = '', ...rest] = path.split('.');
  if (root === 'info') return infoValues(requireInfo(info), field, rest.join('.'));
  if (candidate === null) return [];
  const value =
    root === 'release' ? candidate.version.canonical : fileValue(candidate, field, rest.join('.'));
  return value === null ? [] : [value];
}

function infoValues(info: CoreMetadata, field: string, label: string): readonly string[] {
  if (!isInfoField(field)) return [];
  if (field === 'description') return info.description === null ? [] : [info.description];
  if (field === 'project_urls') return projectUrls(info, label);
  return info.fields.get(HEADER_FIELDS[field]) ?? [];
}

/** `Label, https://…`, by the label where one is asked for. */
function projectUrls(info: CoreMetadata, label: string): readonly string[] {
  const urls = (info.fields.get('project-url') ?? []).map((entry) => {
    const comma = entry.indexOf(',');
    return { label: entry.slice(0, comma).trim(), url: entry.slice(comma + 1).trim() };
  });
  return urls.filter((entry) => label === '' || entry.label === label).map(({ url }) => url);
}

function fileValue(candidate: Candidate, field: string, rest: string): string | null {
  return isReleaseFileField(field) ? FILE_FIELDS[field](candidate, rest) : null;
}
