import { expect, test } from 'vitest';
import { installLine, packagesOfLibraries, parseMissingLibraries, resolveNames } from './debian-packages.mjs';

const LDD_OUTPUT = `	linux-vdso.so.1 (0x00007ffd5a5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1fa2600000)
	libnss3.so => not found
	libsmime3.so => not found
	libasound.so.2 => not found
	libnss3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1fa0ffa000)
`;

test('the missing libraries are read from what ldd prints, each once', () => {
  expect(parseMissingLibraries(LDD_OUTPUT)).toEqual(['libnss3.so', 'libsmime3.so', 'libasound.so.2']);
  expect(parseMissingLibraries('	not a dynamic executable\n')).toEqual([]);
});

test('packages are named as this release of the system names them, each once', async () => {
  const packages = packagesOfLibraries(parseMissingLibraries(LDD_OUTPUT));
  const onNewer = (name) => Promise.resolve(name.endsWith('t64'));
  expect(await resolveNames(packages, onNewer)).toEqual(['libnss3', 'libasound2t64']);
  expect(await resolveNames(packages, () => Promise.resolve(false))).toEqual(['libnss3', 'libasound2']);
});

test('a library that is not in the table is named itself', () => {
  expect(packagesOfLibraries(['libnovel.so.7'])).toEqual([['libnovel.so.7']]);
});

test('the line to run by hand installs just those packages', () => {
  expect(installLine(['xvfb', 'libnss3'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb libnss3',
  );
});
