import { expect, it } from 'vitest';
import { problem } from './problem';

it('keeps nothing that lets one in, wherever its address came from', () => {
  const url = 'https://me:hunter2@files.example/six.whl?signature=abc&expires=9';
  expect(problem('upstream-status', { url, status: 403, retryAfterMs: null })).toEqual({
    code: 'upstream-status',
    parameters: {
      url: 'https://…@files.example/six.whl?signature=…&expires=…',
      status: 403,
      retryAfterMs: null,
    },
  });
});

it('leaves paths and other words as they are', () => {
  const parameters = { path: '/srv/a?b=c', operation: 'read', cause: 'it is away' };
  expect(problem('disk-failed', parameters).parameters).toEqual(parameters);
});
