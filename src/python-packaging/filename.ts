import { checkDistributionFilename } from './filename-check';
import { type NormalizedName, normalizeName, parseProjectName } from './name';
import { type Numeral, numeralOf, withoutLeadingZeros } from './numeral';
import { remembered } from './remembered';
import { parseTagSet, type TagSet } from './tag';
import { parseVersion, type Version } from './version';

/** The build tag of a wheel (PEP 427): decides between wheels that are alike otherwise. */
export interface BuildTag {
  readonly number: Numeral;
  readonly suffix: string;
}

export interface WheelFilename {
  readonly kind: 'wheel';
  readonly name: NormalizedName;
  readonly version: Version;
  readonly build: BuildTag | null;
  readonly tags: TagSet;
}

export interface SdistFilename {
  readonly kind: 'sdist';
  readonly name: NormalizedName;
  readonly version: Version;
}

/** A file that installers of today pass over. */
export interface OtherFilename {
  readonly kind: 'other';
  readonly format: OtherFormat;
}

/** `dumb` is an archive of built files; a `companion` describes or signs another file. */
export type OtherFormat = 'egg' | 'exe' | 'msi' | 'rpm' | 'deb' | 'dmg' | 'dumb' | 'companion' | 'unknown';

/** A name that breaks the rules of its kind: what is wrong with it. */
export interface InvalidFilename {
  readonly kind: 'invalid';
  readonly message: string;
}

export type DistributionFilename = WheelFilename | SdistFilename | OtherFilename | InvalidFilename;

const SDIST_EXTENSION = /\.(?:tar\.gz|zip|tgz|tar\.bz2|tbz|tar\.xz|txz|tar\.Z|tar)$/;

const OTHER_FORMATS: ReadonlyMap<string, OtherFormat> = new Map<string, OtherFormat>([
  ['egg', 'egg'],
  ['exe', 'exe'],
  ['msi', 'msi'],
  ['rpm', 'rpm'],
  ['deb', 'deb'],
  ['dmg', 'dmg'],
  ['asc', 'companion'],
  ['sig', 'companion'],
  ['metadata', 'companion'],
  ['provenance', 'companion'],
  ['attestation', 'companion'],
]);

/** `bdist_dumb` put the platform behind the version: `six-1.0.linux-x86_64.tar.gz`. */
const DUMB_PLATFORM =
  /\.(?:linux|macosx|darwin|win32|win-amd64|win-arm64|mingw|cygwin|freebsd|solaris|sunos)/;

/** Tells what a file on the page of `project` is. A name that could not be a path on every system is invalid. */
export function parseDistributionFilename(filename: string, project: NormalizedName): DistributionFilename {
  const fault = checkDistributionFilename(filename);
  if (fault !== null) return invalid(fault);
  if (filename.endsWith('.whl')) {
    const wheel = parseWheelFilename(filename);
    if (wheel.kind === 'invalid' || wheel.name === project) return wheel;
    return invalid(`the wheel is of "${wheel.name}", not of "${project}"`);
  }
  if (SDIST_EXTENSION.test(filename)) return parseLegacySdistFilename(filename, project);
  const extension = filename.slice(filename.lastIndexOf('.') + 1).toLowerCase();
  return { kind: 'other', format: OTHER_FORMATS.get(extension) ?? 'unknown' };
}

const versionOf = remembered(parseVersion);
const tagsOf = remembered(parseTagSet);

/** PEP 427: `NAME-VERSION[-BUILD]-INTERPRETERS-ABIS-PLATFORMS.whl`. */
export function parseWheelFilename(filename: string): WheelFilename | InvalidFilename {
  if (!filename.endsWith('.whl')) return invalid('a wheel ends with ".whl"');
  const parts = filename.slice(0, -'.whl'.length).split('-');
  if (parts.length !== 5 && parts.length !== 6)
    return invalid('a wheel has five or six parts between dashes');
  const [namePart = '', versionPart = ''] = parts;
  const name = namePart.includes('__') ? null : parseProjectName(namePart);
  if (name === null) return invalid(`"${namePart}" is no name of a project as wheels write it`);
  const version = versionOf(versionPart);
  if (version === null) return invalid(`"${versionPart}" is not a version`);
  const build = parts.length === 6 ? parseBuildTag(parts[2] ?? '') : null;
  if (build === 'invalid') return invalid(`the build tag "${parts[2] ?? ''}" does not begin with a digit`);
  const tagText = parts.slice(-3).join('-');
  const tags = tagsOf(tagText);
  if (tags === null) return invalid(`"${tagText}" is no set of compatibility tags`);
  return { kind: 'wheel', name, version, build, tags };
}

/** PEP 625: `NAME-VERSION.tar.gz`, or `.zip`; the last dash divides. */
export function parseSdistFilename(filename: string): SdistFilename | InvalidFilename {
  const extension = /\.(?:tar\.gz|zip)$/.exec(filename)?.[0];
  if (extension === undefined) return invalid('a source distribution ends with ".tar.gz" or ".zip"');
  const stem = filename.slice(0, -extension.length);
  const dash = stem.lastIndexOf('-');
  if (dash < 1) return invalid('a source distribution has a dash between name and version');
  const name = parseProjectName(stem.slice(0, dash));
  if (name === null) return invalid(`"${stem.slice(0, dash)}" is no name of a project`);
  const version = parseVersion(stem.slice(dash + 1));
  return version === null
    ? invalid(`"${stem.slice(dash + 1)}" is not a version`)
    : { kind: 'sdist', name, version };
}

/** Before PEP 625 names and versions could hold dashes; knowing the project tells where its name ends. */
function parseLegacySdistFilename(filename: string, project: NormalizedName): DistributionFilename {
  const stem = filename.replace(SDIST_EXTENSION, '');
  let dash = stem.indexOf('-');
  while (dash !== -1 && normalizeName(stem.slice(0, dash)) !== project) dash = stem.indexOf('-', dash + 1);
  if (dash === -1) return invalid(`the name does not begin with "${project}" and a dash`);
  const versionPart = stem.slice(dash + 1);
  const version = parseVersion(versionPart);
  if (version !== null) return { kind: 'sdist', name: project, version };
  if (DUMB_PLATFORM.test(versionPart)) return { kind: 'other', format: 'dumb' };
  return invalid(`"${versionPart}" is not a version`);
}

function parseBuildTag(text: string): BuildTag | 'invalid' {
  const digits = /^[0-9]+/.exec(text)?.[0];
  if (digits === undefined) return 'invalid';
  return { number: numeralOf(withoutLeadingZeros(digits)), suffix: text.slice(digits.length) };
}

function invalid(message: string): InvalidFilename {
  return { kind: 'invalid', message };
}
