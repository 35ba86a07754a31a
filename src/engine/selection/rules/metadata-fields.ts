import type { MetadataLevel, MetadataRule } from '../../../contract/rules';
import type { CoreMetadata } from '../../../python-packaging/core-metadata';
import type { Candidate } from '../candidate';

/** The fields of `info` in the JSON API of PyPI, each with the field of core metadata that it is made from. */
const INFO_FIELDS: Readonly<Record<string, string>> = {
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

type FileField = (candidate: Candidate) => string | null;

/** The fields of a file in the JSON API. What PyPI alone knows (downloads, signatures) is not among them. */
const FILE_FIELDS: Readonly<Record<string, FileField>> = {
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

/** Whether a rule of this level can ask for the path. */
export function isMetadataPath(path: string, level: MetadataLevel): boolean {
  const [root, field = '', ...rest] = path.split('.');
  switch (root) {
    case 'info':
      return (
        (rest.length === 0 && (Object.hasOwn(INFO_FIELDS, field) || field === 'description')) ||
        field === 'project_urls'
      );
    case 'release':
      return level === 'file' && field === '';
    case 'release_file':
      return (
        level === 'file' &&
        ((rest.length === 0 && Object.hasOwn(FILE_FIELDS, field)) ||
          (field === 'digests' && rest.length === 1))
      );
    default:
      return false;
  }
}

/** Whether a rule looks at what the newest release says of itself. */
export function asksForInfo({ path }: MetadataRule): boolean {
  return path.startsWith('info.');
}

/** The metadata of a project, for a rule that comes after the one which drops projects without. */
export function requireInfo(info: CoreMetadata | null): CoreMetadata {
  if (info === null) throw new Error('the metadata of the project was not read');
  return info;
}

/** The values at a path; none where the field is not there. */
export function valuesAt(
  path: string,
  info: CoreMetadata | null,
  candidate: Candidate | null,
): readonly string[] {
  const [root, field = '', ...rest] = path.split('.');
  if (root === 'info') return infoValues(requireInfo(info), field, rest.join('.'));
  if (candidate === null) return [];
  const value = root === 'release' ? candidate.version.canonical : fileValue(candidate, field, rest[0]);
  return value === null ? [] : [value];
}

function infoValues(info: CoreMetadata, field: string, label: string): readonly string[] {
  if (field === 'description') return info.description === null ? [] : [info.description];
  if (field === 'project_urls') return projectUrls(info, label);
  const name = Object.hasOwn(INFO_FIELDS, field) ? INFO_FIELDS[field] : undefined;
  return name === undefined ? [] : (info.fields.get(name) ?? []);
}

/** `Label, https://…`, by the label where one is asked for. */
function projectUrls(info: CoreMetadata, label: string): readonly string[] {
  const urls = (info.fields.get('project-url') ?? []).map((entry) => {
    const comma = entry.indexOf(',');
    return { label: entry.slice(0, comma).trim(), url: entry.slice(comma + 1).trim() };
  });
  return urls.filter((entry) => label === '' || entry.label === label).map(({ url }) => url);
}

function fileValue(candidate: Candidate, field: string, digest: string | undefined): string | null {
  if (field === 'digests') {
    // PyPI's name of it does not say how long it is in the way that hashlib's does.
    const algorithm = digest === 'blake2b_256' ? 'blake2b' : digest;
    return algorithm === undefined ? null : (candidate.file.hashes[algorithm] ?? null);
  }
  const read = Object.hasOwn(FILE_FIELDS, field) ? FILE_FIELDS[field] : undefined;
  return read?.(candidate) ?? null;
}
