import { describe, expect, it } from 'vitest';
import { type ExportChoice, NO_EXTRAS } from '../../contract/carry-state';
import type { Drive } from '../../contract/drive';
import { followDrive } from './find-drive';

const DRIVE: Drive = {
  id: 'uuid:1234-ABCD',
  label: 'STICK',
  device: '/dev/sdb1',
  model: null,
  mountPoint: '/media/STICK',
  sizeBytes: 1,
  freeBytes: 1,
  fileSystem: 'exfat',
  connection: 'usb',
  unfit: null,
};

const CHOICE: ExportChoice = {
  to: '/media/STICK/sandgrouse-lab',
  drive: { id: 'uuid:1234-ABCD', mountPoint: '/media/STICK', name: 'STICK' },
  selection: { kind: 'whole' },
  since: null,
  readsBack: true,
  extras: NO_EXTRAS,
};

const follow = (drives: readonly Drive[], choice = CHOICE) =>
  followDrive(choice, { list: () => Promise.resolve(drives) });

describe('the drive of an export', () => {
  it('is found where it is now', async () => {
    expect(await follow([DRIVE])).toEqual(CHOICE);
    const elsewhere = await follow([{ ...DRIVE, mountPoint: '/media/STICK1' }]);
    expect(elsewhere).toMatchObject({
      to: '/media/STICK1/sandgrouse-lab',
      drive: { mountPoint: '/media/STICK1' },
    });
  });

  it('is another one where only the place is the same', async () => {
    await expect(follow([{ ...DRIVE, id: 'uuid:OTHER' }])).rejects.toMatchObject({
      problem: { code: 'drive-away', parameters: { name: 'STICK' } },
    });
    await expect(follow([{ ...DRIVE, mountPoint: null }])).rejects.toMatchObject({
      problem: { code: 'drive-away' },
    });
  });

  it('is not asked for where a folder was chosen', async () => {
    const choice = { ...CHOICE, drive: null, to: '/srv/lab' };
    expect(await follow([], choice)).toEqual(choice);
  });
});
