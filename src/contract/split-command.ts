/**
 * The words of a command as a person types them: parted by spaces, with those between quotes, double or single, kept
 * together. Nothing else has a meaning, a backslash neither: it stands in paths of Windows. `null` where a quote is not closed.
 */
export function splitCommand(line: string): readonly string[] | null {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const match = /^(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?=\s|$)\s*/.exec(rest);
    if (match === null) return null;
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
    rest = rest.slice(match[0].length);
  }
  return words;
}
