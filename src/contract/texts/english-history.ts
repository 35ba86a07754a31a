import type { Act } from '../history';
import { count, megabytes } from './english-numbers';

/** What was done, in a sentence without an end; plain text, since what is read of a history was cleaned. */
export function describeAct(act: Act): string {
  const describe = ACTS[act.act] as (act: Act) => string;
  return describe(act);
}

type ActOf<Name extends Act['act']> = Extract<Act, { readonly act: Name }>;

const ACTS: { readonly [Name in Act['act']]: (act: ActOf<Name>) => string } = {
  created: () => 'Created the mirror',
  'profile-changed': ({ profileDigest }) => `The profile had changed (now ${profileDigest.slice(0, 12)})`,
  imported: ({ source }) => `Imported "${source}" into the profile`,
  'bundle-imported': ({ source }) => `Imported an export of "${source}"`,
  adopted: ({ complete, files, bytes }) =>
    `Adopted a mirror of bandersnatch: ${listed(files, bytes)}${complete ? '' : '; something is missing'}`,
  planned: ({ complete, errors, guards }) =>
    `Planned${complete ? '' : ', incomplete'}${errors === 0 ? '' : `: ${count(errors, 'error', 'errors')}`}${guards === 0 ? '' : '; held up'}`,
  'plan-cancelled': () => 'Stopped planning',
  'plan-failed': ({ cause }) => `No plan could be made. ${cause}`,
  'sync-started': (act) => `Began to sync ${totals(act)}`,
  'sync-resumed': (act) => `Went on to sync ${totals(act)}`,
  'sync-paused': (act) => `Paused the sync: ${figures(act)}${act.cause === null ? '' : `. ${act.cause}`}`,
  'sync-cancelled': (act) => `Gave up the sync: ${figures(act)}`,
  'sync-ended': (act) => `${act.complete ? 'Synced, complete' : 'Synced, incomplete'}: ${figures(act)}`,
  'sync-failed': (act) => `The sync stopped: ${figures(act)}. ${act.cause}`,
  'sync-discarded': () => 'Gave up the sync that stood paused',
  verified: ({ mode, files, filesRead, findings }) =>
    `Verified ${mode === 'full' ? 'everything' : 'what had changed'}: ${count(files, 'file', 'files')}, ${filesRead} read, ${findings === 0 ? 'nothing wrong' : count(findings, 'finding', 'findings')}`,
  'verify-paused': () => 'Paused verifying',
  'verify-cancelled': () => 'Stopped verifying',
  'verify-failed': ({ cause }) => `Could not verify. ${cause}`,
  'repair-prepared': ({ files, metadata, pages, orphans, byHand }) =>
    `Prepared a repair: ${count(files, 'file', 'files')}, ${metadata} metadata, ${count(pages, 'page', 'pages')} to come again, ${orphans} to go, ${byHand} to mend by hand`,
  proven: ({ complete, targets }) =>
    complete
      ? `Proved it complete for ${count(targets, 'target', 'targets')}`
      : `Found it incomplete when proving it for ${count(targets, 'target', 'targets')}`,
  'prove-failed': ({ cause }) => `Could not prove it. ${cause}`,
  'serve-started': ({ reach, port }) =>
    `Began to serve ${reach === 'network' ? 'to the network' : 'on this computer'}, port ${port}`,
  'serve-stopped': ({ requests }) => `Stopped serving after ${count(requests, 'request', 'requests')}`,
};

const listed = (files: number, bytes: number): string =>
  `${count(files, 'file', 'files')}, ${megabytes(bytes)}`;

const totals = ({ files, bytes, filesHere }: ActOf<'sync-started'> | ActOf<'sync-resumed'>): string =>
  `${listed(files, bytes)}, ${filesHere} of them here`;

function figures(
  act: ActOf<'sync-paused'> | ActOf<'sync-cancelled'> | ActOf<'sync-ended'> | ActOf<'sync-failed'>,
): string {
  const { filesFetched, bytesFetched, filesRemoved, filesFailed } = act;
  const others = [
    ...(filesRemoved === 0 ? [] : [`${filesRemoved} removed`]),
    ...(filesFailed === 0 ? [] : [`${filesFailed} failed`]),
  ];
  return [`${count(filesFetched, 'file', 'files')} fetched (${megabytes(bytesFetched)})`, ...others].join(
    ', ',
  );
}
