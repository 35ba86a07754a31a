import { expect, it } from 'vitest';
import { normalizeName } from './name';
import { type PageAnchor, readSimpleHtml } from './simple-html-reader';

const FOO = normalizeName('foo');

function readFile(href: string | null, attributes: PageAnchor['attributes'] = {}) {
  const result = readSimpleHtml(FOO, [{ href, attributes }], []);
  if (!result.ok) throw new Error(result.error.message);
  return result.page.files[0];
}

it('reads a file from an anchor and its attributes', () => {
  const attributes = {
    'data-requires-python': '>=3.9',
    'data-yanked': 'broken',
    'data-core-metadata': 'sha256=CD',
  };
  expect(readFile('../../packages/foo-1.0+x.whl#sha256=AB', attributes)).toEqual({
    filename: 'foo-1.0+x.whl',
    url: '../../packages/foo-1.0+x.whl',
    hashes: { sha256: 'ab' },
    requiresPython: '>=3.9',
    yanked: { reason: 'broken' },
    sizeBytes: null,
    uploadTime: null,
    coreMetadata: { sha256: 'cd' },
  });
});

it('takes the filename from the address, decoded, and leaves the address as it is', () => {
  expect(readFile('https://example.org/foo-1.0%2Bcu118.whl?x=1#sha256%3Dab')).toMatchObject({
    filename: 'foo-1.0+cu118.whl',
    url: 'https://example.org/foo-1.0%2Bcu118.whl?x=1',
    hashes: { sha256: 'ab' },
  });
  expect(readFile('foo-1.0%zz.whl')).toMatchObject({ filename: 'foo-1.0%zz.whl' });
});

it.each([
  ['#sha256=ab&egg=foo', { sha256: 'ab' }],
  ['#egg=foo&MD5=AB', { md5: 'ab' }],
  ['#sha256=', {}],
  ['#crc=ab', {}],
  ['', {}],
])('reads the hash in the fragment %j', (fragment, hashes) => {
  expect(readFile(`foo-1.0.whl${fragment}`)).toMatchObject({ hashes });
});

it.each([
  [{ 'data-yanked': '' }, { yanked: { reason: null } }],
  [{}, { yanked: false, coreMetadata: false, requiresPython: null }],
  [{ 'data-core-metadata': 'true' }, { coreMetadata: { sha256: null } }],
  [{ 'data-core-metadata': 'sha512=ab' }, { coreMetadata: { sha256: null } }],
  [{ 'data-core-metadata': 'false' }, { coreMetadata: false }],
  [{ 'data-dist-info-metadata': 'sha256=ab' }, { coreMetadata: { sha256: 'ab' } }],
  [
    { 'data-core-metadata': 'true', 'data-dist-info-metadata': 'sha256=ab' },
    { coreMetadata: { sha256: null } },
  ],
])('reads the attributes %j', (attributes, expected) => {
  expect(readFile('foo-1.0.whl', attributes)).toMatchObject(expected);
});

it('passes over anchors that lead to no file', () => {
  for (const href of [null, '', '../', 'https://example.org/', '#top', 'a/..', '%2E%2E']) {
    expect(readFile(href)).toBeUndefined();
  }
});

it('reads the status of the project, and refuses a page of an unknown kind', () => {
  const metas = [
    { name: 'pypi:repository-version', content: '1.9' },
    { name: 'pypi:project-status', content: 'deprecated' },
    { name: 'pypi:project-status-reason', content: 'use bar' },
  ];
  expect(readSimpleHtml(FOO, [], metas)).toMatchObject({
    ok: true,
    page: { name: 'foo', status: { status: 'deprecated', reason: 'use bar' }, versions: null },
  });
  expect(readSimpleHtml(FOO, [], [{ name: 'pypi:repository-version', content: '2.0' }])).toEqual({
    ok: false,
    error: {
      path: 'pypi:repository-version',
      message: 'the page cannot be used: version 2.0 of the Simple API is not known here, only 1.x is',
    },
  });
});
