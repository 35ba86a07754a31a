import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizeName } from './name';
import { readSimpleJson } from './simple-json-reader';
import { writeProjectJson, writeRootJson } from './simple-json-writer';
import type { SimpleFile, SimpleProject } from './simple-page';

const hex = fc.stringMatching(/^[0-9a-f]{2,8}$/);

const file: fc.Arbitrary<SimpleFile> = fc.record({
  filename: fc.string({ minLength: 1 }),
  url: fc.string(),
  hashes: fc.dictionary(fc.constantFrom('sha256', 'md5', 'blake2b'), hex),
  requiresPython: fc.option(fc.string()),
  yanked: fc.oneof(fc.constant<false>(false), fc.record({ reason: fc.option(fc.string({ minLength: 1 })) })),
  sizeBytes: fc.option(fc.nat()),
  uploadTime: fc.constantFrom(null, '2026-01-31T12:00:00Z'),
  coreMetadata: fc.oneof(fc.constant<false>(false), fc.record({ sha256: fc.option(hex) })),
});

const page: fc.Arbitrary<SimpleProject> = fc.record({
  name: fc.constant(normalizeName('foo')),
  status: fc.option(fc.record({ status: fc.string(), reason: fc.option(fc.string()) })),
  versions: fc.array(fc.string()),
  files: fc.array(file, { maxLength: 3 }),
});

it('writes what is read as the same page again', () => {
  fc.assert(
    fc.property(page, (written) => {
      expect(readSimpleJson(JSON.parse(writeProjectJson(written)))).toEqual({ ok: true, page: written });
    }),
  );
});

const FILE: SimpleFile = {
  filename: 'foo-1.0-py3-none-any.whl',
  url: '../../packages/foo-1.0-py3-none-any.whl',
  hashes: { sha256: 'ab', md5: 'cd' },
  requiresPython: null,
  yanked: false,
  sizeBytes: null,
  uploadTime: null,
  coreMetadata: { sha256: 'ef' },
};

it('writes keys in one order, and never "dist-info-metadata"', () => {
  const json = writeProjectJson({
    name: normalizeName('foo'),
    status: null,
    versions: ['1.0'],
    files: [FILE],
  });
  expect(json).toBe(
    '{"meta":{"api-version":"1.4"},"name":"foo","versions":["1.0"],"files":[{"filename":"foo-1.0-py3-none-any.whl",' +
      '"url":"../../packages/foo-1.0-py3-none-any.whl","hashes":{"md5":"cd","sha256":"ab"},' +
      '"core-metadata":{"sha256":"ef"},"yanked":false}]}\n',
  );
});

it('lists the versions of the files where none are known', () => {
  const filenames = ['foo-1.10.tar.gz', 'foo-1.9-py3-none-any.whl', 'foo-1.9.tar.gz', 'foo-1.0-py2.7.egg'];
  const files = filenames.map((filename) => ({ ...FILE, filename }));
  const json = writeProjectJson({ name: normalizeName('foo'), status: null, versions: null, files });
  expect(JSON.parse(json)).toMatchObject({ versions: ['1.9', '1.10'] });
});

it('lists projects once, sorted', () => {
  expect(writeRootJson(['b', 'a', 'b'].map(normalizeName))).toBe(
    '{"meta":{"api-version":"1.4"},"projects":[{"name":"a"},{"name":"b"}]}\n',
  );
});
