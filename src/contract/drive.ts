/** A volume of this computer that an export might go to, as the system tells of it. */
export interface Drive {
  /** Stays with the volume, wherever it is plugged in; `null` where the system does not tell one. */
  readonly id: string | null;
  /** What its owner named it; `null` where it has no name. */
  readonly label: string | null;
  /** `/dev/sdb1`, `disk2s1`, `E:`. */
  readonly device: string;
  /** Who made the disk, and what it is called; `null` where it is not told. */
  readonly model: string | null;
  /** `null`: it is there, and not mounted. */
  readonly mountPoint: string | null;
  readonly sizeBytes: number;
  /** For this user; `null` where it is not told. */
  readonly freeBytes: number | null;
  /** As the system names it: `vfat`, `exfat`, `ntfs`, `apfs`. */
  readonly fileSystem: string | null;
  readonly connection: DriveConnection;
  /** Why nothing is exported to it; `null`: it may be offered. */
  readonly unfit: DriveUnfitness | null;
}

export const DRIVE_CONNECTIONS = ['usb', 'card', 'internal', 'image', 'unknown'] as const;
/** `card`: a memory card in a slot. `image`: a file that stands for a disk. */
export type DriveConnection = (typeof DRIVE_CONNECTIONS)[number];

/** `system`: this computer runs from it. */
export type DriveUnfitness = 'system' | 'read-only' | 'not-mounted';

/** How a drive was let go: `released` may be pulled out; `flushed` has everything, and the system still holds it. */
export type DriveRelease =
  | { readonly kind: 'released'; readonly drive: Drive }
  | { readonly kind: 'flushed'; readonly drive: Drive; readonly reason: string };
