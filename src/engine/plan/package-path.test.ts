import { expect, it } from 'vitest';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { packagePath } from './package-path';

const HEX = 'b'.repeat(60);
const digest = (text: string): string => (text === 'six/six-1.0.tar.gz' ? 'c'.repeat(64) : 'wrong');

const file = (url: string, sha256?: string): SimpleFile => ({
  filename: 'six-1.0.tar.gz',
  url,
  hashes: sha256 === undefined ? {} : { sha256 },
  requiresPython: null,
  yanked: false,
  sizeBytes: null,
  uploadTime: null,
  coreMetadata: false,
});

it('keeps the path that upstream has, so that a lock file needs another prefix only', () => {
  const path = `packages/01/23/${HEX}/six-1.0.tar.gz`;
  expect(packagePath(file(`https://files.example/${path}`, 'd'.repeat(64)), 'six', digest)).toBe(path);
  expect(packagePath(file(`https://nearby.example/mirror/${path}?token=1`), 'six', digest)).toBe(path);
});

it('comes from the hash where upstream has another form', () => {
  const path = `packages/dd/dd/${'d'.repeat(60)}/six-1.0.tar.gz`;
  expect(packagePath(file('https://other.example/six-1.0.tar.gz', 'd'.repeat(64)), 'six', digest)).toBe(path);
  const climbing = 'https://other.example/packages/../../x/six-1.0.tar.gz';
  expect(packagePath(file(climbing, 'd'.repeat(64)), 'six', digest)).toBe(path);
});

it.each([undefined, '../../../etc/passwd', 'd'.repeat(63), 'D'.repeat(64)])(
  'comes from project and filename where upstream tells no hash that is one: %s',
  (sha256) => {
    expect(packagePath(file('https://other.example/six-1.0.tar.gz', sha256), 'six', digest)).toBe(
      `packages/cc/cc/${'c'.repeat(60)}/six-1.0.tar.gz`,
    );
  },
);
