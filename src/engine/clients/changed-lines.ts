/** Of a longer file, the whole is compared as two pieces. */
const MOST_LINES = 2000;

/** What changes between two texts, line by line: `- ` what goes, `+ ` what comes, with nothing between. */
export function changedLines(before: string, after: string): readonly string[] {
  const old = linesOf(before);
  const now = linesOf(after);
  if (old.length > MOST_LINES || now.length > MOST_LINES) {
    return [...old.map((line) => `- ${line}`), ...now.map((line) => `+ ${line}`)];
  }
  const lengths = commonLengths(old, now);
  const changes: string[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < now.length) {
    if (left < old.length && right < now.length && old[left] === now[right]) {
      [left, right] = [left + 1, right + 1];
    } else if (left < old.length && (lengths[left + 1]?.[right] ?? 0) >= (lengths[left]?.[right + 1] ?? -1)) {
      changes.push(`- ${old[left] ?? ''}`);
      left += 1;
    } else if (right < now.length) {
      changes.push(`+ ${now[right] ?? ''}`);
      right += 1;
    } else {
      changes.push(`- ${old[left] ?? ''}`);
      left += 1;
    }
  }
  return changes;
}

const linesOf = (text: string): readonly string[] =>
  text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);

/** How many lines in order two texts have in common, from each place in them on. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const lengths: number[][] = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(now.length + 1).fill(0),
  );
  for (let left = old.length - 1; left >= 0; left -= 1) {
    for (let right = now.length - 1; right >= 0; right -= 1) {
      const row = lengths[left];
      if (row === undefined) continue;
      row[right] =
        old[left] === now[right]
          ? (lengths[left + 1]?.[right + 1] ?? 0) + 1
          : Math.max(lengths[left + 1]?.[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return lengths;
}
