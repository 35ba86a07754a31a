import { z } from 'zod';
import type { Drive, DriveConnection } from '../../contract/drive';
import { chooseUnfitness } from './unfitness';

/** What `lsblk` is asked for; every one of them is known since util-linux 2.23. */
export const LSBLK_WORDS = [
  '--json',
  '--bytes',
  '--output',
  'NAME,MAJ:MIN,TYPE,SIZE,RO,TRAN,FSTYPE,LABEL,UUID,MODEL',
] as const;

const text = z.string().nullish();
/** Older versions write numbers and truths as texts. */
const size = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(Number),
  ])
  .nullish();
const truth = z.union([z.boolean(), z.enum(['0', '1']).transform((word) => word === '1')]).nullish();

interface BlockDevice {
  readonly name: string;
  readonly 'maj:min'?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly size?: number | null | undefined;
  readonly ro?: boolean | null | undefined;
  readonly tran?: string | null | undefined;
  readonly fstype?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly uuid?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly children?: readonly BlockDevice[] | undefined;
}

const deviceSchema: z.ZodType<BlockDevice> = z.object({
  name: z.string(),
  'maj:min': text,
  type: text,
  size,
  ro: truth,
  tran: text,
  fstype: text,
  label: text,
  uuid: text,
  model: text,
  get children() {
    return z.array(deviceSchema).optional();
  },
});
const listSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** A line of `/proc/self/mountinfo` (proc(5)). */
interface Mount {
  readonly device: string;
  readonly mountPoint: string;
  readonly isWhole: boolean;
  readonly isReadOnly: boolean;
  readonly fileSystem: string;
  readonly source: string;
}

/** Holds something that no folder can be made in. */
const NO_FILES = /^(?:swap|crypto_LUKS|LVM2_member|linux_raid_member|zfs_member|bcache|squashfs)$/;
/** Where this computer keeps what it runs from. Drives of people are mounted elsewhere, or deeper inside. */
const SYSTEM_FOLDER =
  /^\/(?:|(?:boot|efi|etc)(?:\/.*)?|usr|var(?:\/(?:log|tmp|lib))?|home|nix(?:\/store)?|opt|srv|root|tmp|sysroot)$/;

/** The volumes that `lsblk` tells of, with where they are mounted. Throws an `Error` where it says something else. */
export function readLinuxDrives(lsblk: string, mountinfo: string): readonly Drive[] {
  const { blockdevices } = listSchema.parse(JSON.parse(lsblk));
  const mounts = mountinfo.split('\n').flatMap((line) => readMount(line) ?? []);
  return blockdevices.flatMap((device) => drivesOf(device, device, mounts));
}

function drivesOf(device: BlockDevice, disk: BlockDevice, mounts: readonly Mount[]): readonly Drive[] {
  const below = (device.children ?? []).flatMap((child) => drivesOf(child, disk, mounts));
  const path = `/dev/${device.type === 'lvm' || device.type === 'crypt' ? 'mapper/' : ''}${device.name}`;
  const own = mounts.filter((mount) => mount.device === device['maj:min'] || mount.source === path);
  const fileSystem = device.fstype ?? own[0]?.fileSystem ?? null;
  const isVolume = fileSystem !== null && !NO_FILES.test(fileSystem);
  if (!isVolume || (device.size ?? 0) === 0) return below;
  const mount = chooseMount(own);
  const drive: Drive = {
    id: device.uuid == null ? null : `uuid:${device.uuid}`,
    label: device.label ?? null,
    device: path,
    model: disk.model?.trim() || null,
    mountPoint: mount?.mountPoint ?? null,
    sizeBytes: device.size ?? 0,
    freeBytes: null,
    fileSystem,
    connection: connectionOf(disk, device),
    unfit: chooseUnfitness({
      isSystem: own.some(({ mountPoint }) => SYSTEM_FOLDER.test(mountPoint)),
      isMounted: mount !== null,
      isReadOnly: device.ro === true || mount?.isReadOnly === true,
    }),
  };
  return [drive, ...below];
}

/** The whole of it rather than a folder that is mounted elsewhere again; among those the shortest. */
function chooseMount(mounts: readonly Mount[]): Mount | null {
  const sorted = [...mounts].sort(
    (left, right) =>
      Number(right.isWhole) - Number(left.isWhole) || left.mountPoint.length - right.mountPoint.length,
  );
  return sorted[0] ?? null;
}

function connectionOf(disk: BlockDevice, { type }: BlockDevice): DriveConnection {
  if (type === 'loop') return 'image';
  if (disk.tran === 'usb') return 'usb';
  if (disk.tran === 'mmc' || /^mmcblk/.test(disk.name)) return 'card';
  return disk.tran == null && !/^(?:nvme|vd|xvd|sd|hd)/.test(disk.name) ? 'unknown' : 'internal';
}

function readMount(line: string): Mount | null {
  const [before = '', after] = line.split(' - ', 2);
  if (after === undefined) return null;
  const [, , device = '', root = '', mountPoint = '', options = ''] = before.split(' ');
  const [fileSystem = '', source = '', superOptions = ''] = after.split(' ');
  const isReadOnly = [...options.split(','), ...superOptions.split(',')].includes('ro');
  return {
    device,
    mountPoint: fromOctal(mountPoint),
    isWhole: root === '/',
    isReadOnly,
    fileSystem,
    source: fromOctal(source),
  };
}

/** Blanks and the like stand in it as `\040`, byte by byte. */
function fromOctal(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
