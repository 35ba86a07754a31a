import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinkResolver } from './link-resolver';

const PAGE = 'https://index.example/simple/sand/';

describe('the links of a page', () => {
  it('are the same whether or not others to the same place came before', () => {
    const part = fc.constantFrom('a', 'B', '..', '.', '%2e', 'x.whl', '', 'ab~c', '+1', ' ', 'ü', '#f', '?q');
    const host = fc.constantFrom(
      'https://files.example',
      'https://files.example:443',
      'http://Files.example',
      'https://127.1',
      'http://localhost:8000',
      '..',
      '',
    );
    const link = fc
      .tuple(host, fc.array(part, { maxLength: 5 }))
      .map(([start, parts]) => [start, ...parts].join('/'));
    fc.assert(
      fc.property(fc.array(link, { minLength: 1, maxLength: 20 }), (links) => {
        const together = createLinkResolver(PAGE);
        expect(links.map(together)).toEqual(links.map((each) => createLinkResolver(PAGE)(each)));
      }),
    );
  });

  it('lead neither to this computer nor to its files', () => {
    const resolve = createLinkResolver(PAGE);
    for (const link of [
      'file:///etc/passwd',
      'http://localhost/x',
      'https://127.0.0.1:8080/x',
      'ftp://x/y',
    ]) {
      expect(resolve(link)).toBeNull();
    }
    expect(resolve('../../packages/a.whl#sha256=0')).toBe('https://index.example/packages/a.whl');
  });

  it('lose a password that stands in them, whole or relative', () => {
    const resolve = createLinkResolver('https://ann:secret@index.example/simple/sand/');
    expect(resolve('https://bob:secret@files.example/a.whl')).toBe('https://files.example/a.whl');
    expect(resolve('/b@c.whl')).toBe('https://index.example/b@c.whl');
  });
});
