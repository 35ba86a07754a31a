import { basename } from 'node:path';
import type { Target } from '../../contract/target';
import { PLATFORM_PRESETS, parseTargetId } from '../../contract/target-presets';
import { readBoundedFile } from '../../engine/files/read-file';
import { LARGEST_INPUT_BYTES } from '../../engine/inputs/input-files';
import { readTargetFile } from '../../engine/inputs/target-file';
import { UsageError } from '../usage-error';

/**
 * The targets that `--target` and `--add` mean: ids of known kinds, or files that the target script wrote. The later of
 * two with the same id counts. Throws a UsageError, `input-invalid`, or a disk problem.
 */
export async function readTargetArguments(
  texts: readonly string[],
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly Target[]> {
  const targets = new Map<string, Target>();
  for (const text of texts) {
    signal.throwIfAborted();
    const target = parseTargetId(text) ?? (await readFrom(text));
    targets.set(target.id, target);
  }
  return [...targets.values()];
}

async function readFrom(path: string): Promise<Target> {
  const content = await readBoundedFile(path, { limitBytes: LARGEST_INPUT_BYTES });
  if (content !== null) return readTargetFile(content, basename(path)).target;
  const example = `${PLATFORM_PRESETS[0]?.id ?? ''}-cp312`;
  throw new UsageError(
    `"${path}" is neither the id of a target nor a file.`,
    `An id is like "${example}"; "sandgrouse targets" lists them.`,
  );
}
