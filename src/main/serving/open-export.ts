import { type Problem, ProblemError, refuse } from '../../contract/problem';
import { type BundleTree, openBundleTree } from '../../engine/export/bundle-tree';
import { isSameFingerprint } from '../../engine/export/format/fingerprint';

export interface OpenExportOptions {
  /** Why something is not given out; `null`: the drive is back. */
  readonly onFault: (fault: Problem | null) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens an export to be served from where it lies, for a person who knows the key that signed it. Throws `bundle-key-other`
 * for another key, and what `openBundleTree` throws.
 */
export async function openExport(
  directory: string,
  fingerprint: string,
  { onFault, signal }: OpenExportOptions,
): Promise<BundleTree> {
  const bundle = await openBundleTree(directory, { onDamaged: onFault, signal });
  if (!isSameFingerprint(fingerprint, bundle.fingerprint)) {
    refuse('bundle-key-other', { directory, fingerprint: bundle.fingerprint, expected: fingerprint });
  }
  let isAway = false;
  return {
    ...bundle,
    tree: {
      read: async (path, reading) => {
        try {
          const found = await bundle.tree.read(path, reading);
          if (isAway) onFault(null);
          isAway = false;
          return found;
        } catch (error) {
          if (error instanceof ProblemError && error.problem.code === 'disk-gone' && !isAway) {
            isAway = true;
            onFault(error.problem);
          }
          throw error;
        }
      },
    },
  };
}
