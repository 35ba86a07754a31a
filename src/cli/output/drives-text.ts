import type { Drive, DriveConnection, DriveRelease, DriveUnfitness } from '../../contract/drive';
import { toPlainText } from '../../contract/plain-text';
import { formatBytes } from './quantities';
import type { Style } from './style';
import { type Column, renderTable } from './table';

/** Drives in words. Pure. */

const COLUMNS: readonly Column[] = [
  { heading: 'Place', align: 'left' },
  { heading: 'Name', align: 'left' },
  { heading: 'Size', align: 'right' },
  { heading: 'Free', align: 'right' },
  { heading: 'File system', align: 'left' },
  { heading: 'Connection', align: 'left' },
  { heading: '', align: 'left' },
];

const CONNECTIONS: Readonly<Record<DriveConnection, string>> = {
  usb: 'USB',
  card: 'memory card',
  internal: 'built in',
  image: 'disk image',
  unknown: '?',
};

const UNFITNESS: Readonly<Record<DriveUnfitness, string>> = {
  system: 'this computer runs from it',
  'read-only': 'cannot be written to',
  'not-mounted': 'not mounted',
};

/** A line for each drive; those that nothing is exported to are dim, with the reason. */
export function driveLines(drives: readonly Drive[], style: Style): readonly string[] {
  if (drives.length === 0) return ['No drives were found.'];
  const [heading = '', ...rows] = renderTable(
    COLUMNS,
    drives.map((drive) => [
      toPlainText(drive.mountPoint ?? drive.device),
      toPlainText(drive.label ?? drive.model ?? '-'),
      formatBytes(drive.sizeBytes),
      drive.freeBytes === null ? '?' : formatBytes(drive.freeBytes),
      toPlainText(drive.fileSystem ?? '?'),
      CONNECTIONS[drive.connection],
      drive.unfit === null ? '' : UNFITNESS[drive.unfit],
    ]),
  );
  return [
    style.bold(heading),
    ...rows.map((row, index) => (drives[index]?.unfit === null ? row : style.dim(row))),
  ];
}

export function releaseLines(release: DriveRelease, style: Style): readonly string[] {
  const place = toPlainText(`"${release.drive.mountPoint ?? release.drive.device}"`);
  if (release.kind === 'released') return [`${style.green('Safe to remove:')} ${place}.`];
  return [`Everything is written out to ${place}. ${release.reason}`];
}
