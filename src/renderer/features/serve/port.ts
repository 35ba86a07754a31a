/** A port that was typed; `null` for an empty field, which means any free one. */
export function parsePort(typed: string): number | null | 'invalid' {
  const text = typed.trim();
  if (text === '') return null;
  if (!/^\d{1,5}$/.test(text)) return 'invalid';
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : 'invalid';
}
