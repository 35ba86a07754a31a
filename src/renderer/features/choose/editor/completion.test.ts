import { describe, expect, it } from 'vitest';
import { questionAt } from './completion';

describe('what an editor could complete', () => {
  it.each([
    ['req', { kind: 'name', start: 'req' }],
    ['  sand-gr', { kind: 'name', start: 'sand-gr' }],
    ['flask==', { kind: 'version', project: 'flask', start: '' }],
    ['flask [async] >= 3.', { kind: 'version', project: 'flask', start: '3.' }],
    ['flask>=2,<3', { kind: 'version', project: 'flask', start: '3' }],
  ])('%s', (before, question) => {
    expect(questionAt(before)).toEqual(question);
  });

  it.each(['', '# req', 'flask ', 'flask>=2; python_version > "3', 'flask[as', 'a @ https://x'])(
    'nothing after %j',
    (before) => {
      expect(questionAt(before)).toBeNull();
    },
  );
});
