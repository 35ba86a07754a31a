import { completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { allowlistLanguage } from './allowlist-language';
import { type CompletionSource, upstreamCompletion } from './completion';
import { editorTheme } from './editor-theme';
import { lineProblems } from './line-problems';

interface EditorParts {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  /** The id of the element that says how many lines have errors, and which. */
  readonly describedBy: string;
  readonly completion: CompletionSource;
  readonly changed: (text: string) => void;
  readonly left: () => void;
}

/** Makes the allowlist's editor. Tab leaves it, as it leaves every field: a keyboard must not be caught in it. */
export function createEditor(parts: EditorParts): EditorView {
  const extensions = [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    EditorView.lineWrapping,
    placeholder(parts.placeholder),
    allowlistLanguage,
    upstreamCompletion(parts.completion),
    lineProblems,
    editorTheme,
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.contentAttributes.of({
      'aria-label': parts.label,
      'aria-describedby': parts.describedBy,
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) parts.changed(update.state.doc.toString());
    }),
    EditorView.domEventHandlers({ blur: () => parts.left() }),
  ];
  return new EditorView({ parent: parts.parent, state: EditorState.create({ doc: parts.text, extensions }) });
}

/** Takes over a text that did not come from typing here. Can be undone like typing. */
export function replaceText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}
