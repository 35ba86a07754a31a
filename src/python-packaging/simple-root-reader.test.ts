import { describe, expect, it } from 'vitest';
import { createSimpleRootReader, projectOfRootLink } from './simple-root-reader';

function read(body: string, partLength = body.length): readonly string[] | null {
  const names: string[] = [];
  const reader = createSimpleRootReader((name) => names.push(name));
  for (let start = 0; start < body.length; start += partLength) {
    reader.write(body.slice(start, start + partLength));
  }
  return reader.end() ? names : null;
}

const page = (projects: unknown): string => JSON.stringify({ meta: { 'api-version': '1.1' }, projects });

describe('the names on a root page in JSON', () => {
  it.each([1, 2, 3, 7, 1000])('are the same whatever the parts it comes in: of %d', (partLength) => {
    const body = JSON.stringify(
      {
        meta: { 'api-version': '1.1', name: 'no', projects: [{ name: 'nor-this' }] },
        projects: [
          { _last_serial: 3, name: 'Zope.Interface' },
          { name: 'attrs', _last_serial: -1.5e3, more: [{ name: 'not-this' }, 'name', '}]"\\'] },
          { name: 'a\u0041_"'.slice(0, 2), nothing: null, 'na"me': 'not-that' },
          { name: 'rich', other: { name: 'nor-that' } },
        ],
        name: 'neither',
      },
      null,
      1,
    );
    expect(read(body, partLength)).toEqual(['zope-interface', 'attrs', 'aa', 'rich']);
  });

  it('may be written with escapes', () => {
    expect(read('{"\\u0070rojects":[{"n\\u0061me":"s\\u0061nd"},{"name":"\\x"}]}')).toEqual(['sand']);
  });

  it('leave out what is no name', () => {
    expect(read(page([{ name: '..' }, { name: 7 }, null, 'ok', {}, { name: '' }, { name: 'ok' }]))).toEqual([
      'ok',
    ]);
    expect(read(page([]))).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>"Not found"</html>'],
    ['another value', '[]'],
    ['a page without projects', '{"meta":{}}'],
    ['projects that are no list', page({ name: 'sand' })],
    ['a page that ends early', page([{ name: 'sand' }]).slice(0, -2)],
    ['a page that ends in a name', page([{ name: 'sand' }]).slice(0, -6)],
    ['a page that goes on behind its end', `${page([{ name: 'sand' }])}and more`],
    ['a page with more ends than beginnings', `${page([{ name: 'sand' }])}}`],
  ])('are not read from %s', (_, body) => {
    expect(read(body)).toBeNull();
  });

  it.each(['x', 'x\\\\', 'x\\"', '\\\\\\"'])('go on behind a string that is far too long, of %j', (piece) => {
    const names: string[] = [];
    const reader = createSimpleRootReader((name) => names.push(name));
    reader.write('{"projects":[{"name":"sand"},{"name":"');
    for (let count = 0; count < 300; count += 1) reader.write(piece.repeat(1999));
    reader.write('"},{"name":"grouse"}]}');
    expect(reader.end()).toBe(true);
    expect(names).toEqual(['sand', 'grouse']);
  });

  it('are none behind a string without an end', () => {
    const reader = createSimpleRootReader(() => undefined);
    reader.write('{"projects":[{"name":"sand"},{"name":"');
    for (let count = 0; count < 3000; count += 1) reader.write('x'.repeat(65_536));
    expect(reader.end()).toBe(false);
  });
});

it.each([
  ['/simple/rich/', 'rich'],
  ['attrs/', 'attrs'],
  ['attrs', 'attrs'],
  ['https://index.example/simple/Sand_Grouse/?x=1/2#y', 'sand-grouse'],
  ['../', null],
  ['/', null],
  ['', null],
  [`${'/'.repeat(100_000)}x//`, null],
])('the link %.60s leads to %s', (href, name) => {
  expect(projectOfRootLink(href)).toBe(name);
});
