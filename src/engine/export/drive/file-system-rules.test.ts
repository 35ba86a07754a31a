import { describe, expect, it } from 'vitest';
import { type FileSystem, fatEntries, findMisfit, findNameFault } from './file-system-rules';

const GIB = 2 ** 30;
const misfit = (fileSystem: FileSystem, ...paths: readonly string[]) =>
  findMisfit(
    fileSystem,
    paths.map((path) => ({ path, sizeBytes: 1 })),
  );

describe('the size of a file', () => {
  it.each([
    ['fat32', 4 * GIB - 1, true],
    ['fat32', 4 * GIB, false],
    ['exfat', 4 * GIB, true],
    ['ntfs', 400 * GIB, true],
    ['unknown', 4 * GIB, true],
  ] as const)('%s with %d bytes: %s', (fileSystem, sizeBytes, fits) => {
    const found = findMisfit(fileSystem, [{ path: 'packages/torch.whl', sizeBytes }]);
    expect(found === null).toBe(fits);
    if (!fits) expect(found?.reason).toContain('smaller than 4 GiB');
  });
});

describe('the length of a name', () => {
  it.each([
    ['fat32', 'a'.repeat(255), true],
    ['fat32', 'a'.repeat(256), false],
    ['exfat', 'ü'.repeat(255), true],
    ['ntfs', 'ü'.repeat(255), true],
    ['ntfs', '𐍈'.repeat(128), false],
    ['posix', 'a'.repeat(255), true],
    ['posix', 'ü'.repeat(128), false],
    ['unknown', 'ü'.repeat(128), false],
  ] as const)('%s and %s: %s', (fileSystem, name, fits) => {
    expect(findNameFault(fileSystem, name) === null).toBe(fits);
  });
});

describe('the signs of a name', () => {
  it.each([
    'a:b',
    'a?b',
    'a*b',
    'a"b',
    'a<b',
    'a|b',
    'a\\b',
    'a\tb',
    'end.',
    'end ',
    'CON',
    'aux.whl',
    'Lpt1.x',
  ])('%j stands on no drive of Windows, and on ext4', (name) => {
    for (const fileSystem of ['fat32', 'exfat', 'ntfs', 'unknown'] as const) {
      expect(findNameFault(fileSystem, name)).not.toBeNull();
    }
    expect(findNameFault('posix', name)).toBeNull();
  });

  it.each([
    'torch-2.5.0+cu121-cp312-cp312-linux_x86_64.whl',
    'console.whl',
    'com.whl',
    'com10',
    'a!b',
    '1.0',
  ])('%j stands everywhere', (name) => {
    for (const fileSystem of ['fat32', 'exfat', 'ntfs', 'posix', 'unknown'] as const) {
      expect(findNameFault(fileSystem, name)).toBeNull();
    }
  });

  it('two names that differ in capitals alone do not stand beside each other', () => {
    expect(misfit('exfat', 'packages/Sand.whl', 'packages/sand.whl')).toMatchObject({
      path: 'packages/sand.whl',
    });
    expect(misfit('posix', 'packages/Sand.whl', 'packages/sand.whl')).toBeNull();
  });
});

describe('a folder of FAT32', () => {
  it('gives one entry to an old name, and more to a long one', () => {
    expect([fatEntries('README.TXT'), fatEntries('readme.txt'), fatEntries('a'.repeat(13))]).toEqual([
      1, 2, 2,
    ]);
    expect([fatEntries('a'.repeat(14)), fatEntries('a'.repeat(255))]).toEqual([3, 21]);
  });

  it('has 65,534 entries for what stands in it', () => {
    const pages = (count: number) =>
      Array.from({ length: count }, (_, at) => `simple/project-${at}/index.html`);
    // Each of these names takes two entries.
    expect(misfit('fat32', ...pages(32_767))).toBeNull();
    expect(misfit('fat32', ...pages(32_768))).toMatchObject({ path: 'simple' });
    expect(misfit('exfat', ...pages(32_768))).toBeNull();
  });
});
