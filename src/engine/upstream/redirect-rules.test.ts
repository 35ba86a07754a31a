import { describe, expect, it } from 'vitest';
import { checkRedirect } from './redirect-rules';

const refused = (url: string, target: string, redirects = 0): unknown => {
  try {
    checkRedirect(url, target, redirects);
    return null;
  } catch (error) {
    return (error as { problem: { parameters: { reason: string } } }).problem.parameters.reason;
  }
};

describe('a redirect', () => {
  it.each([
    ['https://index.example/a', 'https://files.example/b'],
    ['http://index.example/a', 'https://index.example/a'],
    ['http://index.example/a', 'http://index.example/a/'],
    ['http://127.0.0.1:8000/a', 'http://localhost:9000/a'],
    ['https://index.example/a', 'https://127.example/b'],
  ])('from %s to %s is followed', (url, target) => {
    expect(refused(url, target)).toBeNull();
  });

  it('never leaves an encrypted connection', () => {
    expect(refused('https://index.example/a', 'http://index.example/a')).toContain('encrypted');
  });

  it.each(['file:///etc/passwd', 'ftp://index.example/a', 'data:text/html,hello'])(
    'to %s is refused',
    (target) => {
      expect(refused('http://index.example/a', target)).toContain('web');
    },
  );

  it.each([
    'http://localhost/',
    'http://sub.localhost./',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
  ])('from elsewhere to %s is refused', (target) => {
    expect(refused('http://index.example/a', target)).toContain('this computer');
  });

  it('is the last one after ten', () => {
    expect(refused('http://index.example/a', 'http://index.example/b', 9)).toBeNull();
    expect(refused('http://index.example/a', 'http://index.example/b', 10)).toContain('10');
  });
});
