import { describe, expect, it } from 'vitest';
import { isOurHost } from './host-names';

const names = ['depot', 'depot.local', 'pypi.lab'];

describe('a Host header', () => {
  it.each([
    undefined,
    'localhost',
    'mirror.localhost:80',
    '127.0.0.1:8080',
    '127.1.2.3',
    '[::1]:9',
    'LOCALHOST.',
  ])('%s names this computer', (host) => {
    expect(isOurHost(host, { reach: 'computer', names })).toBe(true);
    expect(isOurHost(host, { reach: 'network', names })).toBe(true);
  });

  it.each(['192.168.1.7:8080', '[fd00::7]:8080', 'pypi.lab', 'PyPI.Lab:8443', 'depot', 'depot.local.'])(
    '%s names it where it is shared, and only there',
    (host) => {
      expect(isOurHost(host, { reach: 'network', names })).toBe(true);
      expect(isOurHost(host, { reach: 'computer', names })).toBe(false);
    },
  );

  it.each([
    'evil.example',
    'pypi.lab.evil.example',
    '127.0.0.1.evil.example',
    '',
    'depot evil',
    '[::1',
    '1.2.3.4.5',
  ])('“%s” names it nowhere, so that a page on the web cannot have its own name lead here', (host) => {
    expect(isOurHost(host, { reach: 'network', names })).toBe(false);
  });
});
