import type { ProblemParameters } from '../problem';
import { count, megabytes } from './english-numbers';

type ExportProblem =
  | 'bundle-place-refused'
  | 'bundle-too-large'
  | 'bundle-file-refused'
  | 'export-selection-invalid'
  | 'export-unchanged'
  | 'nothing-imported'
  | 'export-tool-unusable'
  | 'export-application-unusable'
  | 'export-base-unknown'
  | 'signing-key-unusable'
  | 'scan-refused'
  | 'bundle-unreadable'
  | 'bundle-signature-wrong'
  | 'bundle-key-unconfirmed'
  | 'bundle-key-other'
  | 'bundle-damaged'
  | 'bundle-base-other'
  | 'bundle-of-other-mirror'
  | 'import-removes-much'
  | 'import-goes-back'
  | 'drives-unreadable'
  | 'drive-away'
  | 'approval-too-large'
  | 'drive-unknown'
  | 'drive-of-system'
  | 'drive-in-use'
  | 'vulnerabilities-unreadable';

/** Words about bundles: what keeps one from being written, and from being taken in. */
export const ENGLISH_EXPORT: {
  readonly [Code in ExportProblem]: (parameters: ProblemParameters[Code]) => {
    readonly what: string;
    readonly next: string;
  };
} = {
  'bundle-place-refused': ({ directory, reason }) => ({
    what: `Nothing can be exported to "${directory}": ${reason}.`,
    next: 'Name a folder that does not exist yet, on the drive that travels.',
  }),
  'bundle-too-large': ({ directory, neededBytes, freeBytes }) => ({
    what: `The export needs ${megabytes(neededBytes)}; "${directory}" has ${megabytes(freeBytes)} free.`,
    next: 'Take a larger drive, choose less, export only what has changed, or split the export into parts.',
  }),
  'bundle-file-refused': ({ path, fileSystem, reason }) => ({
    what: `The drive's file system, ${fileSystem}, cannot hold "${path}": ${reason}.`,
    next: 'Take a drive with exFAT, NTFS or ext4, or leave the project out of the export.',
  }),
  'export-selection-invalid': ({ reason }) => ({
    what: `Nothing can be exported like this: ${reason}.`,
    next: 'Choose among the targets and the projects of the mirror.',
  }),
  'export-unchanged': () => ({
    what: 'Nothing has changed since that base, so there is nothing to carry.',
    next: 'Change what is chosen and sync first, or export everything.',
  }),
  'nothing-imported': ({ directory }) => ({
    what: `Nothing was imported into "${directory}" yet, so there is nothing to write a receipt of.`,
    next: 'Import an export there first, or name the mirror that took one in.',
  }),
  'export-tool-unusable': ({ path, reason }) => ({
    what: `"${path}" cannot be put beside the mirror: ${reason}.`,
    next: 'Choose another file, or give this one another name.',
  }),
  'export-application-unusable': ({ path, reason }) => ({
    what: `The application cannot go along from "${path}": ${reason}.`,
    next: 'Export from the window, give the folder of an unpacked Electron for Linux or Windows by --with-application=FOLDER, or put a package of the application beside the mirror as a file.',
  }),
  'export-base-unknown': ({ base, reason }) => ({
    what: `"${base}" cannot be the base of a delta: ${reason}.`,
    next: 'Give a receipt from the far side or an earlier bundle of this mirror, or export everything.',
  }),
  'signing-key-unusable': ({ path, reason }) => ({
    what: `The key "${path}" cannot be used to sign: ${reason}.`,
    next: 'Put the right file back. Without it, delete it: a new key is made, and the far side has to confirm it.',
  }),
  'scan-refused': ({ command, output }) => ({
    what: `"${command}" did not pass the export: ${output}`,
    next: 'Look at what it found. The export stays unfinished, so that nobody takes it for a whole one.',
  }),
  'bundle-unreadable': ({ directory, reason }) => ({
    what: `"${directory}" cannot be read as an export: ${reason}.`,
    next: 'Choose the folder that has a "manifest.json"; where the export was cut off, let it finish first.',
  }),
  'bundle-signature-wrong': ({ directory }) => ({
    what: `The signature of "${directory}" does not belong to its manifest: one of them was changed.`,
    next: 'Nothing was taken in. Ask the person who exported it, and export again.',
  }),
  'bundle-key-unconfirmed': ({ directory, fingerprint }) => ({
    what: `"${directory}" is signed with a key that this mirror does not know: ${fingerprint}.`,
    next: 'Compare it with what the exporting computer shows, over the phone for instance, then confirm it.',
  }),
  'bundle-key-other': ({ directory, fingerprint, expected }) => ({
    what: `"${directory}" is signed with the key ${fingerprint}; this mirror expects ${expected}.`,
    next: 'Ask the person who exported it. Where the key was changed on purpose, confirm the new one.',
  }),
  'bundle-damaged': ({ directory, findings, names }) => ({
    what: `${count(findings, 'file', 'files')} of "${directory}" cannot be trusted: ${names.join('; ')}.`,
    next: 'Nothing was taken in. Export again to the same folder: only what is wrong is copied.',
  }),
  'bundle-base-other': ({ needed, present }) => ({
    what: `This export goes on from ${needed}; the mirror holds ${present ?? 'nothing that was imported'}.`,
    next: `Import ${needed} first, or export again on the base of what this mirror holds.`,
  }),
  'bundle-of-other-mirror': ({ directory, mirror, expected }) => ({
    what: `"${directory}" carries the mirror "${mirror}", and ${expected} is what it should go on with.`,
    next: 'Choose another folder.',
  }),
  'import-removes-much': ({ removedFiles, presentFiles }) => ({
    what: `The import removes ${removedFiles} of the ${count(presentFiles, 'file', 'files')} in the mirror.`,
    next: 'Confirm it if that is meant.',
  }),
  'import-goes-back': ({ directory, createdAt, presentCreatedAt }) => ({
    what: `"${directory}" was made at ${timeOf(createdAt)}, before the export that this mirror holds, of ${timeOf(presentCreatedAt)}.`,
    next: 'Confirm it if the mirror is meant to go back; otherwise take in the newer export.',
  }),
  'drives-unreadable': ({ tool, reason }) => ({
    what: `"${tool}" does not tell which drives there are: ${reason}.`,
    next: 'Name a folder on the drive instead.',
  }),
  'drive-away': ({ name }) => ({
    what: `The drive "${name}" is not plugged in.`,
    next: 'Plug it in and go on, or choose another place.',
  }),
  'approval-too-large': ({ most }) => ({
    what: `There are more than ${most.toLocaleString('en')} files, which nobody can look at one by one.`,
    next: 'Choose targets or projects, or only what has changed.',
  }),
  'drive-unknown': ({ place, known }) => ({
    what: `"${place}" is no drive of this computer.`,
    next:
      known.length === 0 ? 'No drive is mounted now.' : `Those that can be let go are ${known.join(', ')}.`,
  }),
  'drive-of-system': ({ place }) => ({
    what: `This computer runs from "${place}".`,
    next: 'Nothing was done. Choose the drive that travels.',
  }),
  'drive-in-use': ({ place, output }) => ({
    what: `Everything is on "${place}", but the system does not let it go: ${output}`,
    next: 'Do not pull it out yet. Close what has files on it open, and do it again.',
  }),
  'vulnerabilities-unreadable': ({ path, reason }) => ({
    what: `No vulnerabilities can be read from "${path}": ${reason}.`,
    next: 'Give a record in the OSV format, a folder of them, or the "all.zip" that OSV offers for PyPI.',
  }),
};

/** To the minute, of a time as in RFC 3339. */
const timeOf = (createdAt: string): string => `${createdAt.slice(0, 16).replace('T', ' ')} UTC`;
