import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { type EditorState, type Extension, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { AllowlistDiagnostic } from '../../../../contract/profile';

const showProblems = StateEffect.define<readonly AllowlistDiagnostic[]>();

/** The message of one line, standing under it. */
class LineProblem extends WidgetType {
  constructor(
    private readonly message: string,
    private readonly severity: AllowlistDiagnostic['severity'],
  ) {
    super();
  }

  override eq(other: LineProblem): boolean {
    return other.message === this.message && other.severity === this.severity;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = `line-problem line-problem-${this.severity}`;
    element.textContent = this.message;
    return element;
  }
}

const problemsField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, transaction) => {
    for (const effect of transaction.effects) {
      if (effect.is(showProblems)) return widgetsOf(transaction.state, effect.value);
    }
    return shown.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Shows problems under the lines that they belong to. */
export const lineProblems: Extension = problemsField;

/** Replaces the problems that are shown: a wave under the words, and the message below the line. */
export function showLineProblems(view: EditorView, problems: readonly AllowlistDiagnostic[]): void {
  const marks = problems.flatMap((problem) => markOf(view.state.doc, problem));
  view.dispatch({ effects: showProblems.of(problems) }, setDiagnostics(view.state, marks));
}

/** Puts the cursor on the first problem, and that line into view. */
export function goToProblem(view: EditorView, problem: AllowlistDiagnostic): void {
  const [mark] = markOf(view.state.doc, problem);
  if (mark === undefined) return;
  view.dispatch({
    selection: { anchor: mark.from },
    effects: EditorView.scrollIntoView(mark.from, { y: 'center' }),
  });
  view.focus();
}

function markOf(doc: Text, problem: AllowlistDiagnostic): readonly Diagnostic[] {
  // The check may be older than the text: a line that is gone has nothing to show.
  if (problem.line < 1 || problem.line > doc.lines) return [];
  const line = doc.line(problem.line);
  const from = Math.min(line.from + problem.startColumn, line.to);
  const to = Math.max(from, Math.min(line.from + problem.endColumn, line.to));
  return [{ from, to, severity: problem.severity, message: problem.message }];
}

function widgetsOf(state: EditorState, problems: readonly AllowlistDiagnostic[]): DecorationSet {
  const ranges = problems
    .filter((problem) => problem.line >= 1 && problem.line <= state.doc.lines)
    .map((problem) =>
      Decoration.widget({
        widget: new LineProblem(problem.message, problem.severity),
        block: true,
        side: 1,
      }).range(state.doc.line(problem.line).to),
    );
  return Decoration.set(ranges, true);
}
