import type { BundleManifest } from '../../contract/bundle';
import { type Problem, ProblemError, problem, refuse } from '../../contract/problem';
import type { TreeView } from '../mirror/tree-view';
import { type OpenedBundle, openBundle } from './format/open-bundle';

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
  readonly mark: string;
  readonly finding: Promise<string | null>;
}

/**
 * Opens a bundle to be served from: signature and manifest are checked now, each file by its hash before the first byte of
 * it goes out, and again where it changed. What the list does not name is not there; what is not as listed is refused with
 * `bundle-damaged`, and all of it with `disk-gone` while the drive is away. Nothing is written. Throws what `openBundle`
 * throws, and `bundle-unreadable` for a delta or a part, whose pages list what lies elsewhere.
 */
export async function openBundleTree(
  directory: string,
  { onDamaged, signal }: BundleTreeOptions,
): Promise<BundleTree> {
  const bundle = await openBundle(directory, { signal });
  refuseIncomplete(bundle);
  const { manifest, fingerprint, sums } = bundle;
  const findIn = watchFiles(bundle, signal);
  const told = new Set<string>();
  const read: TreeView['read'] = async (path, { readIn }) => {
    if (!sums.has(path)) return null;
    const finding = await findIn(path);
    if (finding === null) {
      told.delete(path);
      return readIn(bundle.directory);
    }
    const names = [`"${path}" ${finding}`];
    const damage = problem('bundle-damaged', { directory: bundle.directory, findings: 1, names });
    if (!told.has(path)) onDamaged(damage);
    told.add(path);
    throw new ProblemError(damage);
  };
  return { directory: bundle.directory, manifest, fingerprint, tree: { read } };
}

/** Says of a listed file what is wrong with it now, or `null`. Reads it again only where it changed, or could not be read. */
function watchFiles(
  { tree, sums }: OpenedBundle,
  signal: AbortSignal,
): (path: string) => Promise<string | null> {
  const checks = new Map<string, Check>();
  const compare = async (path: string): Promise<string | null> => {
    try {
      const { sha256 } = await tree.hash(path, { progressed: () => undefined, signal });
      return sha256 === sums.get(path) ? null : 'was changed';
    } catch (error) {
      // It may be read the next time: a plug that sat loose, say.
      checks.delete(path);
      signal.throwIfAborted();
      return `cannot be read (${await tree.reasonOf(error)})`;
    }
  };
  return async (path) => {
    const standing = await tree.lookAt(path);
    if (standing.kind === 'missing') return 'is missing';
    if (standing.kind === 'not-a-file') return 'is no file';
    if (standing.kind === 'unreadable') return `cannot be read (${standing.reason})`;
    const { mark } = standing;
    const known = checks.get(path);
    // Whoever asks while a file is read waits for the same reading.
    if (known?.mark === mark) return known.finding;
    const finding = compare(path);
    checks.set(path, { mark, finding });
    return finding;
  };
}

function refuseIncomplete({ directory, manifest: { base, part } }: OpenedBundle): void {
  if (base !== null) {
    refuse('bundle-unreadable', { directory, reason: 'it has only what changed, and has to be imported' });
  }
  if (part.parts.length > 1) {
    const reason = `it is part ${part.number} of ${part.parts.length}, and has to be imported with the others`;
    refuse('bundle-unreadable', { directory, reason });
  }
}
