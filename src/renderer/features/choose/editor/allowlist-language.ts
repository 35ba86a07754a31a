import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

interface LineState {
  /** Whether the project's name has been passed on this line. */
  named: boolean;
  /** Whether the marker after `;` has begun. */
  marker: boolean;
}

/** Colours only: what a line means, and whether it is right, the engine says. */
const allowlist = StreamLanguage.define<LineState>({
  name: 'allowlist',
  startState: () => ({ named: false, marker: false }),
  token: (stream, state) => {
    if (stream.sol()) {
      state.named = false;
      state.marker = false;
    }
    if (stream.eatSpace()) return null;
    const before = stream.string[stream.pos - 1];
    if (stream.peek() === '#' && (before === undefined || /\s/.test(before))) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.eat(';')) {
      state.marker = true;
      return 'operator';
    }
    if (state.marker) {
      stream.next();
      stream.eatWhile(/[^\s#]/);
      return 'meta';
    }
    if (!state.named && stream.match(/^[A-Za-z0-9._-]+/)) {
      state.named = true;
      return 'variableName';
    }
    if (stream.match(/^(===|==|~=|!=|<=|>=|<|>|@|,)/)) return 'operator';
    if (stream.match(/^[0-9A-Za-z.*+!_-]+/)) return 'number';
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
});

const highlight = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: tags.variableName, color: 'var(--accent-ink)', fontWeight: '560' },
  { tag: tags.operator, color: 'var(--ink-soft)' },
  { tag: tags.number, color: 'var(--ink)' },
  { tag: tags.meta, color: 'var(--warn)' },
]);

export const allowlistLanguage: Extension = [allowlist, syntaxHighlighting(highlight)];
