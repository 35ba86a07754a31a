import { describe, expect, it } from 'vitest';
import { findNetrcLogin } from './netrc';

const TEXT = `
# for the company
machine index.example login ann password "s p\\"ace"
machine other.example
  login bob   # who left
  account x
  password #hash
macdef init
machine macro.example login no password no

machine last.example user carl password 3
`;

describe('a netrc', () => {
  it.each([
    ['index.example', { username: 'ann', password: 's p"ace' }],
    ['other.example', { username: 'bob', password: '#hash' }],
    ['last.example', { username: 'carl', password: '3' }],
    ['macro.example', null],
    ['example', null],
    ['dex.example', null],
  ])('has for %s: %j', (host, expected) => {
    expect(findNetrcLogin(TEXT, host)).toEqual(expected);
  });

  it('may have a default, which comes after all others', () => {
    const text = 'default login any password thing\nmachine index.example login ann password secret';
    expect(findNetrcLogin(text, 'index.example')).toEqual({ username: 'ann', password: 'secret' });
    expect(findNetrcLogin(text, 'elsewhere.example')).toEqual({ username: 'any', password: 'thing' });
  });

  it.each(['', 'machine', 'machine index.example', 'login ann password secret'])(
    '%j holds nothing',
    (text) => {
      expect(findNetrcLogin(text, 'index.example')).toBeNull();
    },
  );
});
