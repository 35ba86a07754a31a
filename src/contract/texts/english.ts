import type { ChainLink, FileReason, FileUse, UsePurpose } from '../plan-summary';
import type { Problem, ProblemCode, ProblemParameters } from '../problem';
import { ENGLISH_CLIENTS } from './english-clients';
import { ENGLISH_EXPORT } from './english-export';
import { ENGLISH_NETWORK } from './english-network';
import { count, megabytes } from './english-numbers';
import { ENGLISH_RULE_REASONS } from './english-rules';

/** What happened, and what to do next. Both are whole sentences. */
export interface ProblemText {
  readonly what: string;
  readonly next: string;
}

/** Words for every problem and every reason: a code without words does not compile. */
export interface Texts {
  readonly problems: { readonly [Code in ProblemCode]: (parameters: ProblemParameters[Code]) => ProblemText };
  readonly reasons: {
    readonly [Kind in FileReason['kind']]: (reason: Extract<FileReason, { kind: Kind }>) => string;
  };
}

/** The words for a problem that is part of another one. */
function wordsFor(problem: Problem): ProblemText {
  const describe = ENGLISH.problems[problem.code] as (parameters: Problem['parameters']) => ProblemText;
  return describe(problem.parameters);
}

/** A place at the start of a sentence. Only a word is capitalised: a path or a key stays as it is written. */
const atStart = (place: string): string =>
  place.replace(/^[a-z]+(?=$| )/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

const asksFor = (chain: string): string => (chain.includes(' → ') ? `It is asked for by ${chain}.` : '');

/** The first cause, and how many more there are. */
function usesInWords(uses: readonly FileUse[]): string {
  const [first, ...more] = uses;
  if (first === undefined) return 'needed';
  const rest = more.length === 0 ? '' : `, and ${count(more.length, 'other cause', 'other causes')}`;
  return `${PURPOSES[first.purpose]}${chainInWords(first.chain)} for ${first.targets.join(', ')}${rest}`;
}

const PURPOSES: Readonly<Record<UsePurpose, string>> = {
  install: 'required by ',
  match: 'admitted by ',
  build: 'needed to build, required by ',
  bootstrap: 'to set up new environments, ',
  lock: 'listed in ',
};

/** What the person wrote, then each project that asks for the next. */
function chainInWords(chain: readonly ChainLink[]): string {
  return chain
    .map(({ project, version, requirement }) =>
      project === '' ? `"${requirement}"` : `${project} ${version ?? ''} ("${requirement}")`,
    )
    .join(' → ');
}

export const ENGLISH: Texts = {
  problems: {
    'profile-missing': ({ directory }) => ({
      what: `"${directory}" is not a mirror: it has no sandgrouse.toml.`,
      next: 'Choose another folder, or create a mirror there.',
    }),
    'profile-of-export': ({ directory }) => ({
      what: `"${directory}" is an export, not a mirror.`,
      next: 'Import it, and go on with the mirror that it becomes. To install from it as it lies there, serve it.',
    }),
    'profile-exists': ({ directory }) => ({
      what: `"${directory}" already is a mirror.`,
      next: 'Open it instead, or choose another folder.',
    }),
    'profile-invalid': ({ path, reason }) => ({
      what: `The profile "${path}" cannot be read: ${reason}.`,
      next: 'Mend the file in a text editor, then try again.',
    }),
    'profile-newer': ({ path, version, supportedVersion }) => ({
      what: `The profile "${path}" has version ${version}; this Sandgrouse reads versions up to ${supportedVersion}.`,
      next: 'Use a newer Sandgrouse for this mirror.',
    }),
    'adoption-refused': ({ directory, reason }) => ({
      what: `"${directory}" cannot be adopted: ${reason}.`,
      next: 'Name the folder that bandersnatch has as its "directory", and mend what is said of it.',
    }),
    'allowlist-empty': ({ path }) => ({
      what: `The allowlist in "${path}" names no project, so there is nothing to mirror.`,
      next: 'Add at least one requirement, for example "requests".',
    }),
    'allowlist-invalid': ({ path, lines }) => ({
      what: `${count(lines.length, 'line', 'lines')} of the allowlist in "${path}" cannot be read: ${lines
        .map((line) => `line ${line.line}, "${line.text}": ${line.message}`)
        .join('; ')}.`,
      next: 'Mend these lines, then plan again.',
    }),
    'requirements-file-unreadable': ({ path, reason }) => ({
      what: `The requirements file "${path}" cannot be read: ${reason}.`,
      next: 'Check the path and the file.',
    }),
    'input-unrecognised': ({ name, reason }) => ({
      what: `"${name}" is nothing that can be imported: ${reason}.`,
      next: 'Give a requirements file, a pyproject.toml, a lock file (pylock.toml, uv.lock, poetry.lock, Pipfile.lock), a bandersnatch.conf, or a target file.',
    }),
    'input-invalid': ({ name, place, reason }) => ({
      what: `"${name}" cannot be imported. ${atStart(place)}: ${reason}.`,
      next: 'Mend the file, or make it anew with the tool that wrote it, then import it again.',
    }),
    'upstream-url-invalid': ({ url, reason }) => ({
      what: `"${url}" cannot be used as an upstream: ${reason}.`,
      next: 'Give the address of a Simple API, for example "https://pypi.org/simple/".',
    }),
    'upstream-unreachable': ({ url, cause }) => ({
      what: `"${url}" cannot be reached: ${cause}.`,
      next: 'Check the network and the address, then try again.',
    }),
    'upstream-stalled': ({ url, timeoutMs }) => ({
      what: `"${url}" sent nothing, or next to nothing, for ${timeoutMs / 1000} seconds.`,
      next: 'Try again later.',
    }),
    ...ENGLISH_NETWORK,
    'upstream-status': ({ url, status }) => ({
      what: `"${url}" answered with HTTP status ${status}.`,
      next: status >= 500 ? 'Try again later.' : 'Check the address of the upstream.',
    }),
    'upstream-page-invalid': ({ url, reason }) => ({
      what: `"${url}" is not a page of a Simple API: ${reason}.`,
      next: 'Check the address of the upstream, or ask its operator.',
    }),
    'upstream-page-too-large': ({ url, limitBytes }) => ({
      what: `The page "${url}" is larger than ${megabytes(limitBytes)} and was not read.`,
      next: 'Check the address of the upstream.',
    }),
    'upstream-page-overfull': ({ url, entries, limit }) => ({
      what: `The page "${url}" lists more than ${limit.toLocaleString('en')} ${entries} and was not read.`,
      next: 'Check the address of the upstream.',
    }),
    'upstream-redirect-refused': ({ url, target, reason }) => ({
      what: `"${url}" redirects to "${target}", which was not followed: ${reason}.`,
      next: 'Check the address of the upstream.',
    }),
    'upstream-body-short': ({ url, expectedBytes, receivedBytes }) => ({
      what: `"${url}" ended after ${receivedBytes} of ${expectedBytes} bytes.`,
      next: 'Try again later.',
    }),
    'upstream-body-long': ({ url, expectedBytes }) => ({
      what: `"${url}" sent more than the ${expectedBytes} bytes that it announced.`,
      next: 'Try again later; if it stays so, ask the operator of the upstream.',
    }),
    'project-unknown': ({ project, upstreamUrl }) => ({
      what: `The upstream "${upstreamUrl}" has no project "${project}".`,
      next: 'Check the spelling, or take the line off the allowlist.',
    }),
    'project-quarantined': ({ project, reason }) => ({
      what: `The project "${project}" is quarantined upstream${reason === null ? '' : `: ${reason}`}.`,
      next: 'None of its files will be mirrored until the quarantine ends.',
    }),
    'nothing-matches': ({ project, requirement, available }) => ({
      what: `Nothing of "${project}" matches "${requirement}": ${count(available, 'file', 'files')} upstream, none fits.`,
      next: 'Loosen the requirement or the options, then plan again.',
    }),
    'ruled-out': ({ project, requirement }) => ({
      what: `The rules leave nothing of "${project}" for "${requirement}".`,
      next: 'Nothing to do where that is meant; otherwise look at the reasons of its files and loosen the rules.',
    }),
    'requirement-by-url': ({ requirement, line }) => ({
      what: `Line ${line}, "${requirement}", asks for an address; no index carries it.`,
      next: 'Name the project and a version instead.',
    }),
    'file-name-refused': ({ project, filename, reason }) => ({
      what: `A file of "${project}" was refused because of its name, "${filename}": ${reason}.`,
      next: 'Nothing to do: the other files of the project are not affected.',
    }),
    'no-file-for-target': ({ target, project, chain, facts, remedy }) => ({
      what: `Nothing of "${project}" that is asked for can be installed on ${target}: ${facts}. ${asksFor(chain)}`,
      next: remedy,
    }),
    'requirements-conflict': ({ target, project, chain, facts, remedy }) => ({
      what: `No version of "${project}" fits all that is asked for on ${target}: ${facts}. ${asksFor(chain)}`,
      next: remedy,
    }),
    'resolution-too-hard': ({ target, steps }) => ({
      what: `No set of versions was found for ${target} in ${steps} steps.`,
      next: 'Pin some of the versions in the allowlist or the constraints, then plan again.',
    }),
    'project-unread': ({ target, project }) => ({
      what: `The page of "${project}" could not be read; what it requires in turn on ${target} is not known.`,
      next: 'Plan again later.',
    }),
    'extra-unknown': ({ project, version, extra, askers }) => ({
      what: `${project} ${version} has no extra "${extra}". It is asked for by ${askers}.`,
      next: 'Check its spelling, or take it away: nothing comes for it, and installers warn of it too.',
    }),
    'metadata-unusable': ({ project, filename, reason }) => ({
      what: `"${filename}" of "${project}" was passed over: ${reason}.`,
      next: 'Nothing to do where another version was chosen in its place.',
    }),
    'locked-file-missing': ({ lock, project, version, filename, reason }) => ({
      what: `"${lock}" lists "${filename}" of ${project} ${version}: ${reason}.`,
      next: 'Use the index that the lock was made with, or make the lock anew.',
    }),
    'rule-failed': ({ rule, project, message }) => ({
      what: `The rule "${rule}" could not judge "${project}": ${message}.`,
      next: 'Switch the rule off, or mend it; then plan again.',
    }),
    'plan-missing': ({ directory }) => ({
      what: `There is no plan for "${directory}" yet.`,
      next: 'Make a plan first.',
    }),
    'plan-outdated': ({ directory }) => ({
      what: `The profile of "${directory}" has changed since the plan was made.`,
      next: 'Make a new plan.',
    }),
    'plan-empty': ({ directory }) => ({
      what: `The plan for "${directory}" selects no file at all.`,
      next: 'Look at the notices of the plan, and at the rules and the markers that may leave everything out; then mend the allowlist.',
    }),
    'plan-removes-much': ({ removedFiles, listedFiles }) => ({
      what: `The plan removes ${removedFiles} of the ${count(listedFiles, 'file', 'files')} in the mirror.`,
      next: 'Look at the removals, and confirm them if they are meant.',
    }),
    'plan-exceeds-limit': ({ directory, wantedBytes, limitBytes }) => ({
      what: `With this plan "${directory}" would hold ${megabytes(wantedBytes)}; the rules allow ${megabytes(limitBytes)}.`,
      next: 'Ask for less, raise the limit in the rules, or confirm the plan.',
    }),
    'plan-overflows-disk': ({ directory, neededBytes, freeBytes }) => ({
      what: `The plan needs ${megabytes(neededBytes)}; the disk of "${directory}" has ${megabytes(freeBytes)} free.`,
      next: `Free ${megabytes(neededBytes - freeBytes)}, or plan for less.`,
    }),
    'file-hash-mismatch': ({ filename, url, algorithm, expected, actual }) => ({
      what: `"${filename}" from "${url}" has the wrong hash: ${algorithm} ${expected} was expected, ${actual} came.`,
      next: 'It was not kept. Try again later; if it stays so, ask the operator of the upstream.',
    }),
    'file-sources-failed': ({ filename, nearby, upstream }) => ({
      what: `"${filename}" came neither from the nearby copy nor from upstream. ${wordsFor(nearby).what} ${wordsFor(upstream).what}`,
      next: wordsFor(upstream).next,
    }),
    'file-size-mismatch': ({ filename, url, expectedBytes, actualBytes }) => ({
      what: `"${filename}" from "${url}" has ${actualBytes} bytes; ${expectedBytes} were expected.`,
      next: 'It was not kept. Try again later; if it stays so, ask the operator of the upstream.',
    }),
    'metadata-unreadable': ({ filename, reason }) => ({
      what: `What "${filename}" requires cannot be told: ${reason}.`,
      next: 'It was passed over. Pin another version where this one is needed.',
    }),
    'wheel-unreadable': ({ filename, reason }) => ({
      what: `The metadata of "${filename}" cannot be read: ${reason}.`,
      next: 'The file is mirrored as upstream has it, without separate metadata.',
    }),
    'mirror-without-targets': ({ directory }) => ({
      what: `"${directory}" has no targets, so nobody can say what is complete.`,
      next: 'Name the computers that will install from it ("Choose" in the window, or "sandgrouse targets"), make a plan, sync, and prove then.',
    }),
    'target-unknown': ({ target, known }) => ({
      what: `The mirror has no target "${target}".`,
      next:
        known === ''
          ? 'It has none: name the computers first ("Choose" in the window, or "sandgrouse targets").'
          : `Choose among its own: ${known}.`,
    }),
    'mirror-file-missing': ({ project, filename }) => ({
      what: `"${filename}" of "${project}" is listed in the mirror and is not there.`,
      next: 'Sync the mirror again: it fetches what is missing.',
    }),
    'mirror-file-damaged': ({ project, filename, reason }) => ({
      what: `"${filename}" of "${project}" is not what the mirror lists: ${reason}.`,
      next: 'Delete that file and sync again. If it happens again, check the disk.',
    }),
    'pip-refused': ({ target, pip, output }) => ({
      what: `For ${target}, ${pip} could not take everything from the mirror alone: ${output}`,
      next: 'Make a new plan and sync. If it stays so, report it with the proof: here pip and Sandgrouse differ.',
    }),
    'verification-missing': ({ directory }) => ({
      what: `No verification of "${directory}" has come to its end, so it is not known what to repair.`,
      next: 'Verify the mirror first.',
    }),
    'mirror-in-use': ({ directory, program, processId, host }) => ({
      what: `"${directory}" is being written by ${program} (process ${processId} on "${host}").`,
      next: 'Wait until it ends, or end it; then try again.',
    }),
    'disk-full': ({ path, missingBytes }) => ({
      what: `The disk of "${path}" is full${missingBytes === null ? '' : `; ${megabytes(missingBytes)} are missing`}.`,
      next: 'Free some space, then resume.',
    }),
    'disk-permission': ({ path, operation }) => ({
      what: `No permission to ${operation} "${path}".`,
      next: 'Change the permissions of the folder, or choose another one.',
    }),
    'disk-gone': ({ path }) => ({
      what: `"${path}" cannot be found any more.`,
      next: 'Plug the drive in again or put the folder back.',
    }),
    'disk-failed': ({ path, operation, cause }) => ({
      what: `The system could not ${operation} "${path}": ${cause}.`,
      next: 'Check the drive and what stands at that place, then try again.',
    }),
    'port-taken': ({ port }) => ({
      what: `Port ${port} is in use by another program.`,
      next: 'Choose another port, or leave it open to get a free one.',
    }),
    'nothing-to-serve': ({ directory }) => ({
      what: `"${directory}" has no finished pages yet.`,
      next: 'Sync the mirror first.',
    }),
    'serving-certificate-unusable': ({ path, reason }) => ({
      what: `"${path}" cannot be used to serve over https: ${reason}.`,
      next: 'Give a certificate and its key as PEM files, or have a certificate made.',
    }),
    'serving-secret-unusable': ({ source, reason }) => ({
      what: `The password in ${source} cannot be used: ${reason}.`,
      next: 'Give one line of 8 to 200 characters without spaces, or have a token made.',
    }),
    ...ENGLISH_CLIENTS,
    ...ENGLISH_EXPORT,
    'command-refused': ({ command, reason }) => ({
      what: `The request "${command}" was refused: ${reason}.`,
      next: 'Please report this as a fault.',
    }),
    'mirror-busy': ({ directory, stage }) => ({
      what: `"${directory}" is busy (${stage}).`,
      next: 'Wait until it ends, or pause or cancel it first.',
    }),
    bug: ({ message }) => ({
      what: `Something went wrong inside Sandgrouse: ${message}.`,
      next: 'Please report this as a fault, with the details.',
    }),
  },
  reasons: {
    ...ENGLISH_RULE_REASONS,
    required: ({ requirement, line }) => `required by "${requirement}" (line ${line})`,
    'outside-specifier': ({ requirements }) =>
      `outside ${requirements.map((text) => `"${text}"`).join(', ')}`,
    prerelease: () => 'a prerelease that no requirement asks for',
    'older-than-newest': ({ newestVersions }) =>
      `older than the ${count(newestVersions, 'newest version', 'newest versions')}`,
    'not-a-wheel': () => 'not a wheel',
    'release-has-wheels': () => 'a source distribution of a release that has wheels',
    'unsupported-file-kind': () => 'neither a wheel nor a source distribution',
    'name-unreadable': ({ message }) => `its name cannot be read: ${message}`,
    'name-refused': ({ reason }) => `its name was refused: ${reason}`,
    quarantined: () => 'the project is quarantined upstream',
    'gone-upstream': () => 'no longer offered upstream',
    'project-not-listed': () => 'nothing asks for the project any more',
    orphaned: () => 'a verification found it, and no page lists it',
    needed: ({ uses }) => usesInWords(uses),
    'fits-no-target': () => 'no target can install it',
    'kept-while-incomplete': () => 'it may still be needed: the plan is incomplete',
    'version-not-chosen': ({ chosen }) =>
      chosen.length === 0
        ? 'no target needs this project'
        : `the targets use ${chosen.length === 1 ? 'version' : 'versions'} ${chosen.join(', ')}`,
    'file-not-chosen': ({ chosen }) => `the targets use ${chosen.map((name) => `"${name}"`).join(', ')}`,
    'metadata-unusable': ({ message }) => `its requirements are not known: ${message}`,
    'hash-not-listed': () => 'its hash is not among those that were asked for',
    everything: () => 'the mirror holds everything',
  },
};
