/** What a wheel runs on (PEP 425): one interpreter, one ABI, one platform. Lower case. */
export interface Tag {
  readonly interpreter: string;
  readonly abi: string;
  readonly platform: string;
}

/** A compressed set of tags as filenames hold it: every combination of one of each. No list is empty. */
export interface TagSet {
  readonly interpreters: readonly string[];
  readonly abis: readonly string[];
  readonly platforms: readonly string[];
}

const INTERPRETER = /^[a-z_][a-z0-9_]*$/;

/** Reads `py2.py3-none-any`; `null` unless it has three parts, none of them empty. */
export function parseTagSet(text: string): TagSet | null {
  const [interpreters, abis, platforms, ...rest] = text
    .toLowerCase()
    .split('-')
    .map((part) => part.split('.'));
  if (interpreters === undefined || abis === undefined || platforms === undefined || rest.length > 0)
    return null;
  if (abis.includes('') || platforms.includes('')) return null;
  return interpreters.every((interpreter) => INTERPRETER.test(interpreter))
    ? { interpreters, abis, platforms }
    : null;
}

/** Every single tag of a set, each once. */
export function expandTags({ interpreters, abis, platforms }: TagSet): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const interpreter of interpreters) {
    for (const abi of abis) {
      for (const platform of platforms) {
        const tag = { interpreter, abi, platform };
        tags.set(formatTag(tag), tag);
      }
    }
  }
  return [...tags.values()];
}

export function formatTag({ interpreter, abi, platform }: Tag): string {
  return `${interpreter}-${abi}-${platform}`;
}
