/** As many answers are kept: an index's page repeats its few versions and tags thousands of times. */
const MOST_KEPT = 4096;

/** The same function, which answers what it was asked lately with the very same value. */
export function remembered<Value>(parse: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = parse(text);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(text, value);
    return value;
  };
}
