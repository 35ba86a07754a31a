import { describe, expect, it } from 'vitest';
import { chooseProxies } from './proxy-choice';

const shown = (proxyUrl: string | null, variables: Readonly<Record<string, string>>, url: string) =>
  chooseProxies(proxyUrl, variables)(url)?.shown ?? null;

const HTTPS = 'https://index.example/simple/';
const HTTP = 'http://index.example/simple/';

describe('a proxy', () => {
  it('of the profile is for everything, whatever the variables say', () => {
    const variables = { HTTPS_PROXY: 'http://other.example', NO_PROXY: '*' };
    expect(shown('http://proxy.example:3128', variables, HTTPS)).toBe('http://proxy.example:3128');
    expect(shown('socks5h://proxy.example', variables, 'http://127.0.0.1/')).toBe(
      'socks5://proxy.example:1080',
    );
  });

  it.each([
    [{}, HTTPS, null],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, HTTPS, 'http://proxy.example:3128'],
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, HTTP, null],
    [
      { http_proxy: 'http://small.example', HTTP_PROXY: 'http://large.example' },
      HTTP,
      'http://small.example:80',
    ],
    [{ ALL_PROXY: 'socks5://[::1]:9050' }, HTTPS, 'socks5://[::1]:9050'],
    [
      { ALL_PROXY: 'socks5://all.example', HTTPS_PROXY: 'https://proxy.example' },
      HTTPS,
      'https://proxy.example:443',
    ],
    [{ HTTPS_PROXY: ' ' }, HTTPS, null],
    [{ HTTP_PROXY: 'http://proxy.example' }, 'http://localhost:8000/', null],
  ])('of the variables %j is for %s: %s', (variables: Readonly<Record<string, string>>, url, expected) => {
    expect(shown(null, variables, url)).toBe(expected);
  });

  it.each([
    ['*', true],
    ['index.example', true],
    ['.example', true],
    ['*.example', true],
    ['example', true],
    ['other.example, index.example', true],
    ['other.example index.example:443', true],
    ['index.example:8443', false],
    ['dex.example', false],
  ])('is passed over for what NO_PROXY "%s" names: %s', (value, isDirect) => {
    const found = shown(null, { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: value }, HTTPS);
    expect(found === null).toBe(isDirect);
  });

  it.each([
    ['http://10.1.2.3/', true],
    ['http://11.1.2.3/', false],
    ['http://[fd00::1]:81/', true],
    ['http://[fe00::1]/', false],
  ])('is passed over for a range of addresses: %s %s', (url, isDirect) => {
    const variables = { HTTP_PROXY: 'http://proxy.example', NO_PROXY: '10.0.0.0/8,fd00::/8' };
    expect(shown(null, variables, url) === null).toBe(isDirect);
  });

  it('may have a password in a variable, which is not shown', () => {
    const proxy = chooseProxies(null, { HTTPS_PROXY: 'http://ann:p%40ss@proxy.example:1' })(HTTPS);
    expect(proxy?.login).toEqual({ username: 'ann', password: 'p@ss' });
    expect(proxy?.shown).toBe('http://proxy.example:1');
  });

  it('that cannot be read is told by where it stands, and not by what it says', () => {
    const problem = { code: 'proxy-invalid', parameters: { source: 'the variable https_proxy' } };
    for (const value of ['ftp://ann:secret@proxy.example', 'http://ann:secret@pro xy', 'http://']) {
      expect(() => chooseProxies(null, { https_proxy: value })).toThrow(expect.objectContaining({ problem }));
    }
  });
});
