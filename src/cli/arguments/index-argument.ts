import { addBinding, readProjectPattern } from '../../contract/bound-index';
import type { BoundIndex } from '../../contract/network';
import { indexesSchema } from '../../contract/network-schema';
import { checkUpstreamUrl } from '../../engine/upstream/open-upstream';
import { UsageError } from '../usage-error';

const HOW = 'Write it as URL=NAME,NAME, for instance https://download.pytorch.org/whl/cpu=torch,torchvision';

/** Adds what was written as `URL=NAME,NAME` to the indexes. Throws a `UsageError`, or `upstream-url-invalid`. */
export function bindIndexArguments(
  words: readonly string[],
  known: readonly BoundIndex[],
): readonly BoundIndex[] {
  const indexes = words.map(readIndexArgument).reduce(addBinding, known);
  const parsed = indexesSchema.safeParse(indexes);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `The indexes cannot be bound so: ${parsed.error.issues[0]?.message ?? 'they cannot be read'}.`,
    'Bind each project to one index.',
  );
}

function readIndexArgument(word: string): BoundIndex {
  const separator = word.indexOf('=');
  const [url, names] = separator === -1 ? [word, ''] : [word.slice(0, separator), word.slice(separator + 1)];
  if (names.trim() === '') throw new UsageError(`No project is bound to the index "${url}".`, HOW);
  const projects = names.split(',').map((name) => {
    const pattern = readProjectPattern(name);
    if (pattern === null) throw new UsageError(`"${name}" is no name of a project.`, HOW);
    return pattern;
  });
  return { url: checkUpstreamUrl(url), projects };
}
