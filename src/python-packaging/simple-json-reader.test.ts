import { expect, it } from 'vitest';
import { readSimpleJson } from './simple-json-reader';

const FILE = { filename: 'foo-1.0.tar.gz', url: '../../packages/foo-1.0.tar.gz', hashes: { sha256: 'AB12' } };
const PAGE = { meta: { 'api-version': '1.4' }, name: 'Foo', files: [FILE] };

it('reads a page with everything that is optional', () => {
  const result = readSimpleJson({
    ...PAGE,
    'project-status': { status: 'archived', reason: 'moved' },
    versions: ['1.0', 'oops'],
    files: [
      {
        ...FILE,
        'requires-python': '>=3.9',
        size: 12,
        'upload-time': '2026-01-31T12:00:00.123456Z',
        'core-metadata': { sha256: 'cd' },
        'dist-info-metadata': false,
        yanked: 'broken',
        provenance: 'https://example.org/',
      },
    ],
  });
  expect(result).toEqual({
    ok: true,
    page: {
      name: 'foo',
      status: { status: 'archived', reason: 'moved' },
      versions: ['1.0', 'oops'],
      files: [
        {
          filename: 'foo-1.0.tar.gz',
          url: '../../packages/foo-1.0.tar.gz',
          hashes: { sha256: 'ab12' },
          requiresPython: '>=3.9',
          yanked: { reason: 'broken' },
          sizeBytes: 12,
          uploadTime: '2026-01-31T12:00:00.123456Z',
          coreMetadata: { sha256: 'cd' },
        },
      ],
    },
  });
});

it('reads a page with nothing that is optional', () => {
  expect(readSimpleJson(PAGE)).toMatchObject({
    ok: true,
    page: {
      status: null,
      versions: null,
      files: [
        { requiresPython: null, yanked: false, sizeBytes: null, uploadTime: null, coreMetadata: false },
      ],
    },
  });
});

it.each([
  [{ yanked: true }, { yanked: { reason: null } }],
  [{ yanked: '' }, { yanked: false }],
  [{ yanked: null }, { yanked: false }],
  [{ 'core-metadata': true }, { coreMetadata: { sha256: null } }],
  [{ 'dist-info-metadata': { sha256: 'ef' } }, { coreMetadata: { sha256: 'ef' } }],
  [{ 'core-metadata': { sha512: 'ef' } }, { coreMetadata: { sha256: null } }],
  [{ 'core-metadata': false, 'dist-info-metadata': true }, { coreMetadata: false }],
])('reads %j as clients do', (keys, expected) => {
  expect(readSimpleJson({ ...PAGE, files: [{ ...FILE, ...keys }] })).toMatchObject({
    page: { files: [expected] },
  });
});

it.each([
  [null, '', 'the page must be an object'],
  [[], '', 'the page must be an object'],
  [{}, 'meta', '"meta" must be an object'],
  [{ ...PAGE, meta: {} }, 'meta.api-version', '"meta.api-version" must be a text'],
  [
    { ...PAGE, meta: { 'api-version': '2.0' } },
    'meta.api-version',
    '"meta.api-version" cannot be used: version 2.0 of the Simple API is not known here, only 1.x is',
  ],
  [{ ...PAGE, name: '../x' }, 'name', '"name" must be the name of a project'],
  [{ ...PAGE, versions: [1] }, 'versions[0]', '"versions[0]" must be a text'],
  [{ ...PAGE, 'project-status': 'archived' }, 'project-status', '"project-status" must be an object'],
  [{ ...PAGE, files: {} }, 'files', '"files" must be a list'],
  [{ ...PAGE, files: [FILE, null] }, 'files[1]', '"files[1]" must be an object'],
  [{ ...PAGE, files: [{ ...FILE, hashes: null }] }, 'files[0].hashes', '"files[0].hashes" must be an object'],
  [
    { ...PAGE, files: [{ ...FILE, hashes: { sha256: 'xyz' } }] },
    'files[0].hashes.sha256',
    '"files[0].hashes.sha256" must be a hexadecimal digest',
  ],
  [{ ...PAGE, files: [{ ...FILE, url: 1 }] }, 'files[0].url', '"files[0].url" must be a text'],
  [{ ...PAGE, files: [{ ...FILE, size: -1 }] }, 'files[0].size', '"files[0].size" must be a number of bytes'],
  [
    { ...PAGE, files: [{ ...FILE, size: 1e300 }] },
    'files[0].size',
    '"files[0].size" must be a number of bytes',
  ],
  [
    { ...PAGE, files: [{ ...FILE, 'upload-time': 'yesterday' }] },
    'files[0].upload-time',
    '"files[0].upload-time" must be a time in UTC, such as "2026-01-31T12:00:00Z"',
  ],
])('names the place of what is wrong in %j', (value, path, message) => {
  expect(readSimpleJson(value)).toEqual({ ok: false, error: { path, message } });
});

it('takes nothing from a prototype, and gives nothing to one', () => {
  const hostile: unknown = JSON.parse(
    `{"meta":{"api-version":"1.0"},"name":"a","files":[{"filename":"f","url":"u","hashes":{"__proto__":"ab"}}]}`,
  );
  const result = readSimpleJson(hostile);
  expect(result.ok && Object.getPrototypeOf(result.page.files[0]?.hashes)).toBe(Object.prototype);
  expect(readSimpleJson(Object.create(PAGE))).toMatchObject({ ok: false, error: { path: 'meta' } });
});
