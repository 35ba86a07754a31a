const LONGEST_NAME = 100;
/** Names that Windows keeps for devices, with whatever ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** Where a lock is kept in the mirror's folder: a plain name, as it was where that can be, and one that is free. */
export function freeLockPath(name: string, taken: ReadonlySet<string>): string {
  const safe = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .replace(/[.-]+$/, '')
    .slice(-LONGEST_NAME)
    .replace(/^[^A-Za-z0-9]+/, '');
  const plain = safe === '' || RESERVED.test(safe) ? `lock${safe}` : safe;
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  // Windows and macOS take names for the same that differ in case only.
  const used = new Set([...taken].map((path) => path.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const path = `locks/${number === 1 ? plain : `${stem}-${number}${ending}`}`;
    if (!used.has(path.toLowerCase())) return path;
  }
}
