import { z } from 'zod';
import type { Drive, DriveConnection } from '../../contract/drive';
import { readPropertyList } from './property-list';
import { chooseUnfitness } from './unfitness';

const text = z.string().optional();
const volumeSchema = z.object({ DeviceIdentifier: z.string(), MountPoint: text, VolumeName: text });
const listSchema = z.object({
  AllDisksAndPartitions: z.array(
    z.object({
      ...volumeSchema.shape,
      Partitions: z.array(volumeSchema).default([]),
      APFSVolumes: z.array(volumeSchema).default([]),
    }),
  ),
});

const infoSchema = z.object({
  DeviceIdentifier: z.string(),
  VolumeName: text,
  VolumeUUID: text,
  DiskUUID: text,
  MountPoint: text,
  FilesystemType: text,
  BusProtocol: text,
  Internal: z.boolean().optional(),
  MediaName: text,
  WritableVolume: z.boolean().optional(),
  WritableMedia: z.boolean().optional(),
  SystemImage: z.boolean().optional(),
  TotalSize: z.number().optional(),
  Size: z.number().optional(),
});

/** The volumes of `diskutil list -plist`, by their names for `diskutil info`. Throws an `Error` where it says something else. */
export function readMacosVolumeNames(list: string): readonly string[] {
  const { AllDisksAndPartitions: disks } = listSchema.parse(readPropertyList(list));
  return disks
    .flatMap((disk) => [disk, ...disk.Partitions, ...disk.APFSVolumes])
    .filter(({ MountPoint, VolumeName }) => MountPoint !== undefined || VolumeName !== undefined)
    .map(({ DeviceIdentifier }) => DeviceIdentifier);
}

/** The volume of `diskutil info -plist`; `null` for one that holds no files. Throws an `Error` likewise. */
export function readMacosDrive(info: string): Drive | null {
  const volume = infoSchema.parse(readPropertyList(info));
  const { MountPoint: mountPoint = '', FilesystemType: fileSystem = '' } = volume;
  if (fileSystem === '') return null;
  const id = volume.VolumeUUID ?? volume.DiskUUID;
  return {
    id: id === undefined ? null : `uuid:${id}`,
    label: volume.VolumeName || null,
    device: volume.DeviceIdentifier,
    model: volume.MediaName || null,
    mountPoint: mountPoint || null,
    sizeBytes: volume.TotalSize ?? volume.Size ?? 0,
    freeBytes: null,
    fileSystem,
    connection: connectionOf(volume),
    unfit: chooseUnfitness({
      isSystem: volume.SystemImage === true || isOfSystem(mountPoint),
      isMounted: mountPoint !== '',
      isReadOnly: volume.WritableVolume === false || volume.WritableMedia === false,
    }),
  };
}

function isOfSystem(mountPoint: string): boolean {
  return mountPoint === '/' || /^\/(?:System\/Volumes|private)(?:\/|$)/.test(mountPoint);
}

function connectionOf({
  BusProtocol: bus,
  Internal: isInternal,
}: z.infer<typeof infoSchema>): DriveConnection {
  if (bus === 'USB') return 'usb';
  if (bus === 'Secure Digital') return 'card';
  if (bus === 'Disk Image') return 'image';
  return isInternal === true ? 'internal' : 'unknown';
}
