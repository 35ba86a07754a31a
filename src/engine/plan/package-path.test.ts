import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { packagePath } from './package-path';

const HEX = 'b'.repeat(60);
const digest = (text: string): string => (text === 'six/six-1.0.tar.gz' ? 'c'.repeat(64) : 'wrong');

const UPSTREAM = { project: 'six', indexUrl: null, digest };

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
  expect(packagePath(file(`https://files.example/${path}`, 'd'.repeat(64)), UPSTREAM)).toBe(path);
  expect(packagePath(file(`https://nearby.example/mirror/${path}?token=1`), UPSTREAM)).toBe(path);
});

it('comes from the hash where upstream has another form', () => {
  const path = `packages/dd/dd/${'d'.repeat(60)}/six-1.0.tar.gz`;
  expect(packagePath(file('https://other.example/six-1.0.tar.gz', 'd'.repeat(64)), UPSTREAM)).toBe(path);
  const climbing = 'https://other.example/packages/../../x/six-1.0.tar.gz';
  expect(packagePath(file(climbing, 'd'.repeat(64)), UPSTREAM)).toBe(path);
});

it.each([undefined, '../../../etc/passwd', 'd'.repeat(63), 'D'.repeat(64)])(
  'comes from project and filename where upstream tells no hash that is one: %s',
  (sha256) => {
    expect(packagePath(file('https://other.example/six-1.0.tar.gz', sha256), UPSTREAM)).toBe(
      `packages/cc/cc/${'c'.repeat(60)}/six-1.0.tar.gz`,
    );
  },
);

describe('the place of a file of another index', () => {
  const at = (file: SimpleFile, indexUrl: string): string =>
    packagePath(file, {
      project: 'six',
      indexUrl,
      digest: (text) => createHash('sha256').update(text).digest('hex'),
    });
  const one = 'https://one.example/simple/';

  it('is never the one that it claims: neither by its address nor by its hash', () => {
    const claimed = `packages/01/23/${HEX}/six-1.0.tar.gz`;
    const path = at(file(`https://one.example/${claimed}`, 'd'.repeat(64)), one);
    expect(path).toMatch(/^packages\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{60}\/six-1\.0\.tar\.gz$/);
    expect(path).not.toBe(claimed);
    expect(path).not.toBe(`packages/dd/dd/${'d'.repeat(60)}/six-1.0.tar.gz`);
  });

  it('is another one for each index and for each content', () => {
    const url = 'https://one.example/whl/cpu/six-1.0%2Bcpu.tar.gz?x=1';
    const paths = [
      at(file(url, 'd'.repeat(64)), one),
      at(file(url, 'e'.repeat(64)), one),
      at(file(url, 'd'.repeat(64)), 'https://two.example/simple/'),
      at(file(url), one),
      at(file(url), 'https://two.example/simple/'),
    ];
    expect(new Set(paths).size).toBe(paths.length);
  });
});
