import { describe, expect, it } from 'vitest';
import { remembered } from './remembered';

describe('remembered answers', () => {
  it('are the very same, and only worked out once', () => {
    const asked: string[] = [];
    const parse = remembered((text: string) => {
      asked.push(text);
      return { text };
    });
    expect(parse('1.0')).toBe(parse('1.0'));
    expect(parse('2.0')).toEqual({ text: '2.0' });
    expect(asked).toEqual(['1.0', '2.0']);
  });

  it('are forgotten where they become too many', () => {
    let asked = 0;
    const parse = remembered((text: string) => {
      asked += 1;
      return `${text} ${asked}`;
    });
    for (let index = 0; index < 4097; index += 1) parse(`${index}`);
    expect(parse('0')).toBe('0 4098');
  });
});
