import type { Tag } from '../../../python-packaging/tag';

/** One Python (`py3.9`), or every one of a major version (`py3`: `minor` is null). */
export interface PythonWord {
  readonly word: string;
  readonly major: number;
  readonly minor: number | null;
}

/** Python 2 ended with 2.7; what serves 2.7 and later serves 2.7. */
const LAST_PYTHON_2 = 7;

export function parsePythonWord(word: string): PythonWord | null {
  const [, major, minor] = /^py([23])(?:\.([0-9]{1,3}))?$/.exec(word) ?? [];
  if (major === undefined) return null;
  return { word, major: Number(major), minor: minor === undefined ? null : Number(minor) };
}

/**
 * The words that together cover every Python that a tag serves; empty where it serves another one besides. What a tag
 * says of is one Python (`cp39-cp39`), or that and all later ones (`cp39-abi3`, `py39-none`), or a whole major version.
 */
export function servesOnly(tag: Tag, words: readonly PythonWord[]): readonly PythonWord[] {
  const served = servedBy(tag);
  if (served === null) return [];
  const { major, minor, andLater } = served;
  const whole = words.find((word) => word.major === major && word.minor === null);
  if (whole !== undefined) return [whole];
  if (minor === null || (andLater && major !== 2)) return [];
  const minors = andLater ? range(minor, LAST_PYTHON_2) : [minor];
  const found = minors.map((each) => words.find((word) => word.major === major && word.minor === each));
  const covering = found.filter((word) => word !== undefined);
  return covering.length === minors.length ? covering : [];
}

interface ServedPythons {
  readonly major: number;
  readonly minor: number | null;
  readonly andLater: boolean;
}

/** `null` for interpreters that are not known here. */
function servedBy({ interpreter, abi }: Tag): ServedPythons | null {
  const match = /^(cp|pp|py|ip|jy|graalpy)([23])([0-9]{0,3})$/.exec(interpreter);
  if (match === null) return null;
  const [, implementation = '', major = '', minor = ''] = match;
  return {
    major: Number(major),
    minor: minor === '' ? null : Number(minor),
    andLater: implementation === 'py' || abi.startsWith('abi3'),
  };
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index);
