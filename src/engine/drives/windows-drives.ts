import { z } from 'zod';
import type { Drive, DriveConnection } from '../../contract/drive';
import { chooseUnfitness } from './unfitness';

/**
 * What PowerShell is asked: three lists as one value. Numbers that stand for words are turned into words, since their
 * form differs between versions.
 */
export const DRIVES_SCRIPT = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$volumes = @(Get-Volume | Select-Object Path, FileSystemLabel, FileSystem, Size, SizeRemaining,
  @{n='DriveLetter';e={"$($_.DriveLetter)".Trim([char]0)}}, @{n='DriveType';e={"$($_.DriveType)"}})
$partitions = @(Get-Partition | Select-Object DiskNumber, IsSystem, IsBoot, IsReadOnly,
  @{n='AccessPaths';e={@($_.AccessPaths)}})
$disks = @(Get-Disk | Select-Object Number, FriendlyName, IsSystem, IsBoot, IsReadOnly, @{n='BusType';e={"$($_.BusType)"}})
ConvertTo-Json -Compress -Depth 4 @{volumes=$volumes; partitions=$partitions; disks=$disks}
`;

const text = z.string().nullish();
const truth = z.boolean().nullish();
const amount = z.number().nonnegative().nullish();

const listSchema = z.object({
  volumes: z.array(
    z.object({
      Path: text,
      FileSystemLabel: text,
      FileSystem: text,
      Size: amount,
      SizeRemaining: amount,
      DriveLetter: text,
      DriveType: text,
    }),
  ),
  partitions: z.array(
    z.object({
      DiskNumber: z.number(),
      IsSystem: truth,
      IsBoot: truth,
      IsReadOnly: truth,
      AccessPaths: z.array(z.string().nullable()).nullish(),
    }),
  ),
  disks: z.array(
    z.object({
      Number: z.number(),
      FriendlyName: text,
      IsSystem: truth,
      IsBoot: truth,
      IsReadOnly: truth,
      BusType: text,
    }),
  ),
});

type Lists = z.infer<typeof listSchema>;

/** The volumes that the script tells of. Throws an `Error` where it says something else. */
export function readWindowsDrives(output: string): readonly Drive[] {
  // What some versions put before UTF-8.
  const lists = listSchema.parse(JSON.parse(output.replace(/^\ufeff/, '')));
  return lists.volumes.flatMap((volume) => {
    const isDisc = volume.DriveType === 'CD-ROM' || volume.DriveType === 'Network';
    return isDisc || !volume.FileSystem || !volume.Size ? [] : [driveOf(volume, lists)];
  });
}

function driveOf(volume: Lists['volumes'][number], { partitions, disks }: Lists): Drive {
  const partition = partitions.find(({ AccessPaths }) => AccessPaths?.includes(volume.Path ?? '') === true);
  const disk = disks.find(({ Number: number }) => number === partition?.DiskNumber);
  const letter = volume.DriveLetter || null;
  const folders = (partition?.AccessPaths ?? []).filter(
    (path) => path !== null && !path.startsWith('\\\\?\\'),
  );
  const mountPoint = letter === null ? (folders[0] ?? null) : `${letter}:\\`;
  return {
    // \\?\Volume{GUID}\ stays with the volume on this computer.
    id: volume.Path ? `volume:${/\{([^}]+)\}/.exec(volume.Path)?.[1] ?? volume.Path}` : null,
    label: volume.FileSystemLabel || null,
    device: letter === null ? (volume.Path ?? '') : `${letter}:`,
    model: disk?.FriendlyName?.trim() || null,
    mountPoint,
    sizeBytes: volume.Size ?? 0,
    freeBytes: volume.SizeRemaining ?? null,
    fileSystem: volume.FileSystem?.toLowerCase() ?? null,
    connection: connectionOf(disk?.BusType ?? null, volume.DriveType ?? null),
    unfit: chooseUnfitness({
      isSystem: [partition?.IsSystem, partition?.IsBoot].includes(true),
      isMounted: mountPoint !== null,
      isReadOnly: partition?.IsReadOnly === true || disk?.IsReadOnly === true,
    }),
  };
}

function connectionOf(bus: string | null, type: string | null): DriveConnection {
  if (bus === 'USB' || bus === '7') return 'usb';
  if (bus === 'SD' || bus === 'MMC') return 'card';
  if (bus === 'File Backed Virtual') return 'image';
  if (bus === null) return 'unknown';
  return type === 'Removable' ? 'unknown' : 'internal';
}
