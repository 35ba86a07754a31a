import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';

/** Who knows the upstream's projects and versions. Fails where it cannot be asked now. */
export interface CompletionSource {
  readonly projects: (start: string) => Promise<readonly string[]>;
  readonly versions: (project: string) => Promise<readonly string[]>;
}

const NAME = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)$/;
const VERSION =
  /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:[^;#]*,)?\s*(?:===?|~=|!=|<=|>=|<|>)\s*([0-9A-Za-z.!+*-]*)$/;

/** Offers the upstream's project names at the beginning of a line, and a project's versions behind an operator. */
export function upstreamCompletion(source: CompletionSource): Extension {
  return autocompletion({
    override: [(context) => complete(context, source)],
    activateOnTyping: true,
    activateOnTypingDelay: 250,
    icons: false,
  });
}

async function complete(
  context: CompletionContext,
  source: CompletionSource,
): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const question = questionAt(line.text.slice(0, context.pos - line.from));
  if (question === null) return null;
  try {
    const offers =
      question.kind === 'name'
        ? await source.projects(question.start)
        : await source.versions(question.project);
    if (context.aborted || offers.length === 0) return null;
    const options = offers.map((label, index) => ({ label, boost: -index }));
    return { from: context.pos - question.start.length, options, validFor: /^[0-9A-Za-z._!+-]*$/ };
  } catch {
    // Without an upstream one types as before.
    return null;
  }
}

type Question =
  | { readonly kind: 'name'; readonly start: string }
  | { readonly kind: 'version'; readonly project: string; readonly start: string };

/** What is being typed at the end of a line; `null` where nothing can be offered. */
export function questionAt(before: string): Question | null {
  const name = NAME.exec(before)?.[1];
  if (name !== undefined) return { kind: 'name', start: name };
  const [, project, start] = VERSION.exec(before) ?? [];
  return project === undefined || start === undefined ? null : { kind: 'version', project, start };
}
