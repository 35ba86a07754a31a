import type { BundleManifest } from '../../contract/bundle';
import { type Problem, ProblemError, problem, refuse } from '../../contract/problem';
import type { TreeView } from '../mirror/tree-view';
import { openBundle } from './open-bundle';

/** A bundle that is read where it lies, as a mirror's tree is. */
export interface BundleTree {
  readonly directory: string;
  readonly manifest: BundleManifest;
  /** Of the key that signed; whether it is the right one, the person has to say who knows it. */
  readonly fingerprint: string;
  readonly tree: TreeView;
}

export interface BundleTreeOptions {
  /** Called once for each file that is not what the list says, when somebody asks for it. */
  readonly onDamaged: (damage: Problem) => void;
  readonly signal: AbortSignal;
}

/** What stood at a path when it was held against the list. */
interface Check {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly damage: Promise<ProblemError | null>;
}

/**
 * Opens a bundle to be served from: signature and manifest are checked now, each file by its hash before the first byte of
 * it goes out, and again where it changed. What the list does not name is not there; what is damaged is refused with
 * `bundle-damaged`. Nothing is written. Throws what `openBundle` throws, and `bundle-unreadable` for a delta or a part, whose
 * pages list what lies elsewhere.
 */
export async function openBundleTree(
  directory: string,
  { onDamaged, signal }: BundleTreeOptions,
): Promise<BundleTree> {
  const bundle = await openBundle(directory, { signal });
  const { tree, sums, manifest, fingerprint } = bundle;
  refuseIncomplete(bundle);
  const checks = new Map<string, Check>();
  const hold = async (path: string): Promise<ProblemError | null> => {
    const content = await tree
      .hash(path, { progressed: () => undefined, signal })
      .catch(async (error: unknown) => {
        signal.throwIfAborted();
        return tree.reasonOf(error);
      });
    if (typeof content !== 'string' && content.sha256 === sums.get(path)) return null;
    const reason = typeof content === 'string' ? `cannot be read (${content})` : 'was changed';
    const damage = problem('bundle-damaged', {
      directory: bundle.directory,
      findings: 1,
      names: [`"${path}" ${reason}`],
    });
    onDamaged(damage);
    return new ProblemError(damage);
  };
  const isFit = async (path: string): Promise<boolean> => {
    const standing = await tree.lookAt(path);
    if (standing.kind !== 'file' || !sums.has(path)) return false;
    const { sizeBytes, modifiedAtMs } = standing;
    const known = checks.get(path);
    const isSame = known?.sizeBytes === sizeBytes && known.modifiedAtMs === modifiedAtMs;
    // Whoever asks while a file is read waits for the same reading.
    const check = isSame ? known : { sizeBytes, modifiedAtMs, damage: hold(path) };
    checks.set(path, check);
    const damage = await check.damage;
    if (damage !== null) throw damage;
    return true;
  };
  const view: TreeView = {
    read: async (path, { readIn }) => ((await isFit(path)) ? readIn(bundle.directory) : null),
  };
  return { directory: bundle.directory, manifest, fingerprint, tree: view };
}

function refuseIncomplete({
  directory,
  manifest: { base, part },
}: {
  readonly directory: string;
  readonly manifest: BundleManifest;
}): void {
  if (base !== null) {
    refuse('bundle-unreadable', { directory, reason: 'it has only what changed, and has to be imported' });
  }
  if (part.parts.length > 1) {
    const reason = `it is part ${part.number} of ${part.parts.length}, and has to be imported with the others`;
    refuse('bundle-unreadable', { directory, reason });
  }
}
