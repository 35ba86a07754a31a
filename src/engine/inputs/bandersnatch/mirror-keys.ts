import type { ImportNote } from '../../../contract/import-report';
import { networkSchema } from '../../../contract/network-schema';
import { ProblemError } from '../../../contract/problem';
import { type Profile, PYPI_URL } from '../../../contract/profile';
import { checkUpstreamUrl } from '../../upstream/open-upstream';
import { type Findings, note, withoutCredentials } from '../findings';
import { type BandersnatchFile, booleanOf } from './bandersnatch-file';

interface KeyEffect {
  readonly effect: ImportNote['effect'];
  readonly message: string;
}

const none = (message: string): KeyEffect => ({ effect: 'not-applicable', message });
const taken = (message: string): KeyEffect => ({ effect: 'taken', message });

const TIMEOUT = 'a request ends when nothing comes for a while, however long the whole takes';
const DIFF = 'each run says what it fetched, and a plan what it would';
const CHECKED = 'every file is checked by its SHA-256';
const PERMISSIONS = 'files get the permissions that the computer gives to new files';

/** What becomes of each key of `[mirror]` that does not change the profile. */
const KEYS: Readonly<Record<string, (value: string) => KeyEffect>> = {
  directory: () => none('a mirror is in the folder that it was made in'),
  'allow-non-https': () => none('an upstream with "http:" is taken as it is'),
  timeout: () => none(TIMEOUT),
  'global-timeout': () => none(TIMEOUT),
  verifiers: () => none('files are verified as fast as the disk gives them'),
  json: (value) =>
    booleanOf(value) === true
      ? none('the pages of the Simple API are written, in JSON as well; those of the older JSON API are not')
      : taken('the pages of the older JSON API are not written'),
  'release-files': (value) =>
    booleanOf(value) === false
      ? {
          effect: 'warning',
          message: 'a mirror here always has its files; without them it could not install anything',
        }
      : taken('files are mirrored'),
  'core-metadata': (value) =>
    booleanOf(value) === false
      ? { effect: 'changed', message: 'from "false" to true: installers need the metadata beside the wheels' }
      : taken('the metadata of each wheel is beside it'),
  root_uri: () => none('addresses in the pages are relative, so that they work wherever the mirror is'),
  'simple-format': (value) =>
    value.toUpperCase() === 'ALL'
      ? taken('pages are written in HTML and in JSON')
      : { effect: 'changed', message: `from "${value}" to ALL: pages are written in HTML and in JSON` },
  'hash-index': (value) =>
    booleanOf(value) === true
      ? {
          effect: 'changed',
          message: 'from "true" to false: pip does not find projects in folders by first letters',
        }
      : taken('each project has a folder of its own'),
  keep_index_versions: () => none('older pages are not kept'),
  'keep-index-versions': () => none('older pages are not kept'),
  digest_name: (value) =>
    value === 'sha256'
      ? taken('pages have SHA-256')
      : { effect: 'changed', message: `from "${value}" to sha256: installers check that one` },
  'compare-method': () => none(CHECKED),
  'diff-file': () => none(DIFF),
  'diff-append-epoch': () => none(DIFF),
  'stop-on-error': () => none('a project that fails is tried again and named, and the others go on'),
  cleanup: () => none('what is not wanted any more is in the plan before it is removed'),
  'log-config': () => none('what happens is told by the program itself'),
  'storage-backend': (value) =>
    value === 'filesystem'
      ? taken('the mirror is in a folder')
      : none(`the mirror is in a folder; storage in "${value}" is not to be had here`),
  'storage-filesystem-manage-permissions': () => none(PERMISSIONS),
  'manage-permissions': () => none(PERMISSIONS),
};

/** Takes `[mirror]`: the upstream, the proxy and how many files come at a time, and a note for every key. */
export function takeMirrorKeys(file: BandersnatchFile, profile: Profile, findings: Findings): Profile {
  let changed = takeMaster(file, profile, findings);
  for (const key of file.keys('mirror')) {
    const value = file.value('mirror', key) ?? '';
    const at = file.at('mirror', key);
    if (key === 'master') continue;
    if (key === 'workers') {
      changed = takeWorkers(value, changed, (effect, message) => note(findings, effect, at, message));
      continue;
    }
    if (FILE_MIRROR_KEYS.has(key)) continue;
    if (key === 'proxy') {
      changed = takeProxy(value, changed, (effect, message) => note(findings, effect, at, message));
      continue;
    }
    const judge = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    const { effect, message } = judge?.(value) ?? {
      effect: 'warning' as const,
      message: 'bandersnatch has no such key; look for a slip of the pen',
    };
    note(findings, effect, at, message);
  }
  return takeFileMirror(file, changed, findings);
}

const FILE_MIRROR_KEYS: ReadonlySet<string> = new Set(['download-mirror', 'download-mirror-no-fallback']);

/** A copy of the files that is asked first, and whether it alone is. A password stays out. */
function takeFileMirror(file: BandersnatchFile, profile: Profile, findings: Findings): Profile {
  const written = file.value('mirror', 'download-mirror')?.trim() ?? '';
  const alone = file.value('mirror', 'download-mirror-no-fallback');
  const at = file.at('mirror', 'download-mirror');
  const atAlone = file.at('mirror', 'download-mirror-no-fallback');
  if (written === '') {
    if (alone !== null)
      note(findings, 'not-applicable', atAlone, 'there is no "download-mirror" that it is about');
    return profile;
  }
  const fileMirror = { url: withoutCredentials(written), fallback: booleanOf(alone ?? 'false') !== true };
  const network = networkSchema.safeParse({ ...profile.network, fileMirror });
  if (!network.success) {
    note(findings, 'error', at, `"${fileMirror.url}" is not the address of a copy of the files`);
    return profile;
  }
  const isWhole = fileMirror.url === written;
  note(
    findings,
    isWhole ? 'taken' : 'changed',
    at,
    `files are asked for at "${fileMirror.url}" first${isWhole ? '' : ', without the password, which no profile holds'}`,
  );
  if (alone !== null) {
    const message = fileMirror.fallback
      ? 'upstream is asked for what is not there'
      : 'upstream is asked for no file';
    note(findings, 'taken', atAlone, message);
  }
  return { ...profile, network: network.data };
}

/** bandersnatch adds "/simple/" to its master, and has PyPI where there is none. */
function takeMaster(file: BandersnatchFile, profile: Profile, findings: Findings): Profile {
  const master = file.value('mirror', 'master');
  const at = file.at('mirror', 'master');
  const written = master ?? PYPI_URL;
  const root = written.replace(/\/+$/, '').replace(/\/simple$/, '');
  try {
    const upstreamUrl = checkUpstreamUrl(`${root}/simple/`);
    const message = `${master === null ? 'it is not there, so ' : ''}the upstream is "${upstreamUrl}", where it was "${withoutCredentials(profile.upstreamUrl)}"`;
    note(
      findings,
      upstreamUrl === profile.upstreamUrl ? 'taken' : 'changed',
      at,
      upstreamUrl === profile.upstreamUrl ? `the upstream is "${upstreamUrl}"` : message,
    );
    return { ...profile, upstreamUrl };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'upstream-url-invalid') throw error;
    const { reason } = error.problem.parameters;
    note(findings, 'error', at, `"${withoutCredentials(written)}" cannot be the upstream: ${reason}`);
    return profile;
  }
}

/** A password stays out: a profile must not hold one. */
function takeProxy(
  value: string,
  profile: Profile,
  say: (effect: ImportNote['effect'], message: string) => void,
): Profile {
  const proxyUrl = withoutCredentials(value.trim());
  const network = networkSchema.safeParse({ ...profile.network, proxyUrl });
  if (!network.success) {
    say('error', `"${proxyUrl}" is not the address of a proxy`);
    return profile;
  }
  if (proxyUrl === value.trim()) say('taken', `the proxy is "${proxyUrl}"`);
  else {
    say(
      'changed',
      `the proxy is "${proxyUrl}", without its password, which no profile holds; give the proxy in the variable HTTPS_PROXY instead, with its password and with none in the profile`,
    );
  }
  return { ...profile, network: network.data };
}

const MOST_PARALLEL = 64;

function takeWorkers(
  value: string,
  profile: Profile,
  say: (effect: ImportNote['effect'], message: string) => void,
): Profile {
  const workers = /^\s*[0-9]{1,6}\s*$/.test(value) ? Number(value) : 0;
  if (workers < 1) {
    say(
      'error',
      `"${value}" is no number of workers; ${profile.options.parallelDownloads} files come at a time`,
    );
    return profile;
  }
  const parallelDownloads = Math.min(workers, MOST_PARALLEL);
  say(
    'changed',
    `from ${workers} projects at a time, each file by file, to ${parallelDownloads} files at a time`,
  );
  return { ...profile, options: { ...profile.options, parallelDownloads } };
}
