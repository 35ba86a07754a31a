import { describe, expect, it } from 'vitest';
import { snippetsFor, TOOLS } from './snippets';

const INDEX = 'http://127.0.0.1:8123/simple/';

describe('the snippets', () => {
  it.each(TOOLS)('of %s all name the index, and no other', (tool) => {
    for (const { text } of snippetsFor(tool, INDEX, 'requests')) {
      expect(text.match(/https?:\/\/\S+?(?="|\s|$)/g)).toEqual([INDEX]);
    }
  });
  it('never add an index to those that a tool has already', () => {
    const all = TOOLS.flatMap((tool) => snippetsFor(tool, INDEX, 'requests').map(({ text }) => text)).join(
      '\n',
    );
    expect(all).not.toMatch(/extra-index|supplemental/);
  });
});
