import type { MetadataLevel } from './rules';

/** The fields of `info` in the JSON API of PyPI that core metadata tells as well: so any index can be asked for them. */
export const INFO_FIELDS = [
  'author',
  'author_email',
  'classifiers',
  'description',
  'description_content_type',
  'download_url',
  'dynamic',
  'home_page',
  'keywords',
  'license',
  'license_expression',
  'license_files',
  'maintainer',
  'maintainer_email',
  'metadata_version',
  'name',
  'platform',
  /** All addresses; behind another dot, the one of that label: `project_urls.Source Code`. */
  'project_urls',
  'provides_extra',
  'requires_dist',
  'requires_python',
  'summary',
  'version',
] as const;
export type InfoField = (typeof INFO_FIELDS)[number];

/** The fields of a file there. What PyPI alone knows, such as downloads, is not among them. */
export const RELEASE_FILE_FIELDS = [
  /** Behind another dot the algorithm: `digests.sha256`. */
  'digests',
  'filename',
  'md5_digest',
  'packagetype',
  'python_version',
  'requires_python',
  'size',
  'upload_time',
  'upload_time_iso_8601',
  'url',
  'yanked',
  'yanked_reason',
] as const;
export type ReleaseFileField = (typeof RELEASE_FILE_FIELDS)[number];

/** Whether a rule of this level can ask for the path. */
export function isMetadataPath(path: string, level: MetadataLevel): boolean {
  const [root, field = '', ...rest] = path.split('.');
  if (root === 'info') return isInfoField(field) && (rest.length === 0 || field === 'project_urls');
  if (level === 'project') return false;
  if (root === 'release') return field === '' && rest.length === 0;
  if (root !== 'release_file' || !isReleaseFileField(field)) return false;
  return rest.length === (field === 'digests' ? 1 : 0);
}

export function isInfoField(field: string): field is InfoField {
  return INFO_FIELDS.some((known) => known === field);
}

export function isReleaseFileField(field: string): field is ReleaseFileField {
  return RELEASE_FILE_FIELDS.some((known) => known === field);
}
