import { expect, it } from 'vitest';
import { nameOfSource, sourcesOfFiles } from './sources-of-files';

it('reads a dropped file by its path, and one that lies on no disk by its text', async () => {
  const files = [new File(['wing\n'], 'on-disk.txt'), new File(['dune\n'], 'from-elsewhere.txt')];
  const pathOf = (file: File): string => (file.name === 'on-disk.txt' ? '/home/ada/on-disk.txt' : '');
  expect(await sourcesOfFiles(files, pathOf)).toEqual([
    { kind: 'path', path: '/home/ada/on-disk.txt' },
    { kind: 'text', name: 'from-elsewhere.txt', text: 'dune\n' },
  ]);
});

it.each([
  ['/home/ada/camp/uv.lock', 'uv.lock'],
  ['C:\\Users\\Ada\\uv.lock', 'uv.lock'],
])('calls %s %s', (path, name) => {
  expect(nameOfSource({ kind: 'path', path })).toBe(name);
});
