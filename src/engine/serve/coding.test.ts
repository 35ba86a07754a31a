import { describe, expect, it } from 'vitest';
import { chooseCoding } from './coding';

describe('the coding of a page', () => {
  it.each([
    ['nothing is said', undefined, 'identity'],
    ['the header is empty', '', 'identity'],
    ['it is pip', 'gzip, deflate', 'gzip'],
    ['it is a pip that has brotli', 'gzip, deflate, br', 'br'],
    ['it is uv', 'gzip, br', 'br'],
    ['the weights say gzip', 'br;q=0.5, gzip;q=0.8', 'gzip'],
    ['brotli is refused', 'br;q=0, gzip', 'gzip'],
    ['anything will do', '*', 'br'],
    ['anything but brotli', '*, br;q=0', 'gzip'],
    ['nothing compressed is wanted', 'identity', 'identity'],
    ['nothing compressed is wanted more', 'identity, gzip;q=0.5', 'identity'],
    ['only what is not known is taken', 'zstd, compress', 'identity'],
    ['everything is refused', '*;q=0', 'identity'],
    ['an old name is used', 'x-gzip', 'gzip'],
    ['a weight makes no sense', 'gzip;q=much', 'identity'],
  ])('where %s', (_, accepted, expected) => {
    expect(chooseCoding(accepted, 5000)).toBe(expected);
  });

  it('is none where the page is tiny', () => {
    expect(chooseCoding('gzip', 500)).toBe('identity');
  });
});
