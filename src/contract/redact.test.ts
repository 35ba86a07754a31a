import { expect, it } from 'vitest';
import { redact } from './redact';

it.each([
  ['GET https://me:hunter2@index.example/simple/', 'GET https://…@index.example/simple/'],
  ['GET https://token@index.example/simple/', 'GET https://…@index.example/simple/'],
  ['"https://index.example/f.whl?sig=abc&n=1"', '"https://index.example/f.whl?sig=…&n=…"'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer …'],
  ['{"password":"hunter2","user":"me"}', '{"password":"…","user":"me"}'],
])('%s', (line, expected) => {
  expect(redact(line)).toBe(expected);
});

it('leaves a line without secrets as it is', () => {
  const line =
    'sync of "/mirrors/lab" finished: 12 files from https://pypi.org/simple/ (user@host is no address)';
  expect(redact(line)).toBe(line);
});
