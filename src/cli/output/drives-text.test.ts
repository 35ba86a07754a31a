import { expect, it } from 'vitest';
import type { Drive } from '../../contract/drive';
import { driveLines, releaseLines } from './drives-text';
import { createStyle } from './style';

const STYLE = createStyle(false);
const STICK: Drive = {
  id: 'uuid:1',
  label: 'MY\u001b STICK',
  device: '/dev/sda1',
  model: null,
  mountPoint: '/media/stick',
  sizeBytes: 31_000_000_000,
  freeBytes: 2_000_000_000,
  fileSystem: 'exfat',
  connection: 'usb',
  unfit: null,
};

it('shows of each drive its name, size, room, file system and connection, and what speaks against it', () => {
  const root: Drive = {
    ...STICK,
    label: null,
    mountPoint: '/',
    freeBytes: null,
    connection: 'internal',
    unfit: 'system',
  };
  const [head, stick, system] = driveLines([STICK, root], STYLE);
  expect(head).toMatch(/^Place +Name +Size +Free +File system +Connection$/);
  expect(stick).toMatch(/^\/media\/stick +MY\ufffd STICK +31\.0 GB +2\.0 GB +exfat +USB$/);
  expect(system).toMatch(/^\/ +- +31\.0 GB +\? +exfat +built in +this computer runs from it$/);
  expect(driveLines([], STYLE)).toEqual(['No drives were found.']);
});

it('says "safe to remove" of a drive that is let go, and of no other', () => {
  expect(releaseLines({ kind: 'released', drive: STICK }, STYLE)).toEqual([
    'Safe to remove: "/media/stick".',
  ]);
  const flushed = releaseLines({ kind: 'flushed', drive: STICK, reason: 'Click there.' }, STYLE);
  expect(flushed).toEqual(['Everything is written out to "/media/stick". Click there.']);
});
