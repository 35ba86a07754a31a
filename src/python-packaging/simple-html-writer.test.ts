import { expect, it } from 'vitest';
import { normalizeName } from './name';
import { writeProjectHtml, writeRootHtml } from './simple-html-writer';

const FOO = normalizeName('foo');

it('writes a page with everything, escaped', () => {
  const html = writeProjectHtml({
    name: FOO,
    status: { status: 'archived', reason: '<moved> & "gone"' },
    versions: null,
    files: [
      {
        filename: 'foo-1.0-py3-none-any.whl',
        url: '../../packages/foo-1.0-py3-none-any.whl',
        hashes: { md5: 'cd', sha256: 'ab' },
        requiresPython: '>=3.9,<4',
        yanked: { reason: `it's "broken"` },
        sizeBytes: 1,
        uploadTime: null,
        coreMetadata: { sha256: 'ef' },
      },
      {
        filename: 'foo-1.0.tar.gz',
        url: 'https://example.org/a?b=1&c=2',
        hashes: {},
        requiresPython: null,
        yanked: { reason: null },
        sizeBytes: null,
        uploadTime: null,
        coreMetadata: false,
      },
    ],
  });
  expect(html).toBe(`<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="pypi:repository-version" content="1.4">
    <meta name="pypi:project-status" content="archived">
    <meta name="pypi:project-status-reason" content="&lt;moved&gt; &amp; &quot;gone&quot;">
    <title>Links for foo</title>
  </head>
  <body>
    <h1>Links for foo</h1>
    <a href="../../packages/foo-1.0-py3-none-any.whl#sha256=ab" data-requires-python="&gt;=3.9,&lt;4" data-core-metadata="sha256=ef" data-yanked="it&#39;s &quot;broken&quot;">foo-1.0-py3-none-any.whl</a><br>
    <a href="https://example.org/a?b=1&amp;c=2" data-yanked="">foo-1.0.tar.gz</a><br>
  </body>
</html>
`);
});

it('links every project once, sorted, to its folder', () => {
  const html = writeRootHtml([normalizeName('zope'), FOO, FOO]);
  expect(html).toContain('    <a href="foo/">foo</a><br>\n    <a href="zope/">zope</a><br>\n  </body>');
});
