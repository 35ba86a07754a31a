/** What the programs of three systems print, as far as it is read; in the forms that their manuals give. */

const BLANK_DEVICE = { ro: false, tran: null, fstype: null, label: null, uuid: null, model: null };

/** A laptop with a stick (two volumes, one of them not mounted), a card that is locked, an old exFAT disk by FUSE. */
export const LSBLK = JSON.stringify({
  blockdevices: [
    {
      ...BLANK_DEVICE,
      name: 'loop3',
      'maj:min': '7:3',
      type: 'loop',
      size: 77_000_000,
      ro: true,
      fstype: 'squashfs',
    },
    {
      ...BLANK_DEVICE,
      name: 'sda',
      'maj:min': '8:0',
      type: 'disk',
      size: 31_000_000_000,
      tran: 'usb',
      model: 'Ultra Fit        ',
      children: [
        {
          ...BLANK_DEVICE,
          name: 'sda1',
          'maj:min': '8:1',
          type: 'part',
          size: 20_000_000_000,
          fstype: 'vfat',
          label: 'MY STICK',
          uuid: '4A21-0D5F',
        },
        {
          ...BLANK_DEVICE,
          name: 'sda2',
          'maj:min': '8:2',
          type: 'part',
          size: 11_000_000_000,
          fstype: 'ext4',
          uuid: '1d1d',
        },
      ],
    },
    {
      ...BLANK_DEVICE,
      name: 'sdb',
      'maj:min': '8:16',
      type: 'disk',
      size: 64_000_000_000,
      tran: 'usb',
      children: [
        {
          ...BLANK_DEVICE,
          name: 'sdb1',
          'maj:min': '8:17',
          type: 'part',
          size: 63_000_000_000,
          fstype: 'exfat',
        },
      ],
    },
    {
      ...BLANK_DEVICE,
      name: 'mmcblk0',
      'maj:min': '179:0',
      type: 'disk',
      size: 8_000_000_000,
      ro: true,
      children: [
        {
          ...BLANK_DEVICE,
          name: 'mmcblk0p1',
          'maj:min': '179:1',
          type: 'part',
          size: 7_900_000_000,
          ro: true,
          fstype: 'exfat',
          uuid: 'AAAA-BBBB',
        },
      ],
    },
    {
      ...BLANK_DEVICE,
      name: 'nvme0n1',
      'maj:min': '259:0',
      type: 'disk',
      size: 512_000_000_000,
      tran: 'nvme',
      model: 'Fast 512',
      children: [
        {
          ...BLANK_DEVICE,
          name: 'nvme0n1p1',
          'maj:min': '259:1',
          type: 'part',
          size: 500_000_000,
          fstype: 'vfat',
          uuid: 'EF1-BOOT',
        },
        {
          ...BLANK_DEVICE,
          name: 'nvme0n1p2',
          'maj:min': '259:2',
          type: 'part',
          size: 500_000_000_000,
          fstype: 'crypto_LUKS',
          uuid: 'luks',
          children: [
            {
              ...BLANK_DEVICE,
              name: 'root',
              'maj:min': '254:0',
              type: 'crypt',
              size: 499_000_000_000,
              fstype: 'ext4',
              uuid: 'r00t',
            },
          ],
        },
      ],
    },
  ],
});

export const MOUNTINFO = `28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw
31 28 254:0 /srv/web /media/web rw,relatime shared:1 - ext4 /dev/mapper/root rw
40 28 259:1 / /boot/efi rw,relatime shared:30 - vfat /dev/nvme0n1p1 rw,fmask=0077
77 28 7:3 / /snap/core/1 ro,nodev - squashfs /dev/loop3 ro
90 28 8:1 / /media/ann/MY\\040STICK rw,nosuid,nodev shared:50 - vfat /dev/sda1 rw,uid=1000
91 28 0:55 / /media/ann/old rw,nosuid shared:51 - fuseblk /dev/sdb1 rw,user_id=0
92 28 179:1 / /media/ann/card ro,nosuid - exfat /dev/mmcblk0p1 ro
`;

/** As util-linux before 2.33 writes it: everything is a text. */
export const OLD_LSBLK = JSON.stringify({
  blockdevices: [
    { name: 'sdc', 'maj:min': '8:32', type: 'disk', size: '1000', ro: '1', tran: 'usb', fstype: 'vfat' },
  ],
});

export const DISKUTIL_LIST = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>AllDisks</key>
	<array><string>disk0</string><string>disk4</string><string>disk4s1</string></array>
	<key>AllDisksAndPartitions</key>
	<array>
		<dict>
			<key>Content</key><string>GUID_partition_scheme</string>
			<key>DeviceIdentifier</key><string>disk0</string>
			<key>OSInternal</key><false/>
			<key>Partitions</key>
			<array>
				<dict>
					<key>Content</key><string>Apple_APFS_ISC</string>
					<key>DeviceIdentifier</key><string>disk0s1</string>
					<key>Size</key><integer>524288000</integer>
				</dict>
			</array>
			<key>Size</key><integer>500277792768</integer>
		</dict>
		<dict>
			<key>APFSVolumes</key>
			<array>
				<dict>
					<key>DeviceIdentifier</key><string>disk3s1</string>
					<key>MountPoint</key><string>/</string>
					<key>VolumeName</key><string>Macintosh HD</string>
				</dict>
			</array>
			<key>DeviceIdentifier</key><string>disk3</string>
			<key>Partitions</key><array/>
		</dict>
		<dict>
			<key>DeviceIdentifier</key><string>disk4</string>
			<key>Partitions</key>
			<array>
				<dict>
					<key>DeviceIdentifier</key><string>disk4s1</string>
					<key>MountPoint</key><string>/Volumes/Ann &amp; Bob</string>
					<key>VolumeName</key><string>Ann &amp; Bob</string>
				</dict>
			</array>
		</dict>
	</array>
</dict>
</plist>
`;

function plistOf(entries: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>\n${entries.join('\n')}\n</dict></plist>\n`;
}

export const DISKUTIL_STICK = plistOf([
  '<key>BusProtocol</key><string>USB</string>',
  '<key>DeviceIdentifier</key><string>disk4s1</string>',
  '<key>FilesystemType</key><string>exfat</string>',
  '<key>Internal</key><false/>',
  '<key>MediaName</key><string></string>',
  '<key>MountPoint</key><string>/Volumes/Ann &amp; Bob</string>',
  '<key>TotalSize</key><integer>31914983424</integer>',
  '<key>VolumeName</key><string>Ann &amp; Bob</string>',
  '<key>VolumeUUID</key><string>AC0E7B6E-7A5C-3A24-8C6B-4F5C9E0C1A11</string>',
  '<key>WritableMedia</key><true/>',
  '<key>WritableVolume</key><true/>',
]);

export const DISKUTIL_SYSTEM = plistOf([
  '<key>BusProtocol</key><string>Apple Fabric</string>',
  '<key>DeviceIdentifier</key><string>disk3s1</string>',
  '<key>FilesystemType</key><string>apfs</string>',
  '<key>Internal</key><true/>',
  '<key>MountPoint</key><string>/</string>',
  '<key>TotalSize</key><integer>494384795648</integer>',
  '<key>VolumeName</key><string>Macintosh HD</string>',
  '<key>WritableVolume</key><false/>',
]);

const NO_FLAGS = { IsSystem: false, IsBoot: false, IsReadOnly: false };

export const POWERSHELL = `\ufeff${JSON.stringify({
  volumes: [
    {
      Path: '\\\\?\\Volume{1111-aaaa}\\',
      FileSystemLabel: 'Windows',
      FileSystem: 'NTFS',
      Size: 500_000_000_000,
      SizeRemaining: 100_000_000_000,
      DriveLetter: 'C',
      DriveType: 'Fixed',
    },
    {
      Path: '\\\\?\\Volume{2222-bbbb}\\',
      FileSystemLabel: 'STICK',
      FileSystem: 'FAT32',
      Size: 31_000_000_000,
      SizeRemaining: 30_000_000_000,
      DriveLetter: 'E',
      DriveType: 'Removable',
    },
    {
      Path: '\\\\?\\Volume{3333-cccc}\\',
      FileSystemLabel: '',
      FileSystem: 'exFAT',
      Size: 64_000_000_000,
      SizeRemaining: 64_000_000_000,
      DriveLetter: '',
      DriveType: 'Removable',
    },
    {
      Path: '\\\\?\\Volume{4444-dddd}\\',
      FileSystemLabel: null,
      FileSystem: '',
      Size: 0,
      SizeRemaining: 0,
      DriveLetter: 'D',
      DriveType: 'CD-ROM',
    },
  ],
  partitions: [
    { ...NO_FLAGS, DiskNumber: 0, IsBoot: true, AccessPaths: ['C:\\', '\\\\?\\Volume{1111-aaaa}\\'] },
    { ...NO_FLAGS, DiskNumber: 1, AccessPaths: ['E:\\', '\\\\?\\Volume{2222-bbbb}\\'] },
    { ...NO_FLAGS, DiskNumber: 2, AccessPaths: ['\\\\?\\Volume{3333-cccc}\\'] },
    { ...NO_FLAGS, DiskNumber: 0, AccessPaths: null },
  ],
  disks: [
    { ...NO_FLAGS, Number: 0, FriendlyName: 'Fast 512', IsBoot: true, IsSystem: true, BusType: 'NVMe' },
    { ...NO_FLAGS, Number: 1, FriendlyName: 'SanDisk Ultra Fit', BusType: 'USB' },
    { ...NO_FLAGS, Number: 2, FriendlyName: 'Card', IsReadOnly: true, BusType: 'SD' },
  ],
})}`;
