import { toPlainText } from '../../contract/plain-text';

/** A piece of HTML, in which everything from elsewhere is escaped already. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | readonly Markup[] | string | number;

/** A template: what is put in is escaped, unless it is markup. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = parts.map((part, index) => write(part) + (pieces[index + 1] ?? ''));
  return { markup: `${pieces[0] ?? ''}${written.join('')}` };
}

function write(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** Text from anywhere, as it may stand in a page and in an attribute. */
function escapeHtml(text: string): string {
  return toPlainText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
