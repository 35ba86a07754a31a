/** A project at one version, and the files of it that will do. */
export interface PinnedRequirement {
  /** Normalised. */
  readonly name: string;
  /** Canonical, with its local part. */
  readonly version: string;
  /** The text of a marker; `null`: everywhere. */
  readonly marker: string | null;
  /** SHA-256 in hexadecimal digits; at least one. */
  readonly sha256: readonly string[];
  /** Written behind it, each on a line of its own: why it is here. */
  readonly comments: readonly string[];
}

/**
 * The text of a requirements file in which everything is pinned to its files, for `pip install --require-hashes`.
 * Sorted by name and version; the same content gives the same text.
 */
export function formatPinnedRequirements(
  requirements: readonly PinnedRequirement[],
  header: readonly string[],
): string {
  const entries = requirements
    .map((requirement) => ({
      key: `${requirement.name}\n${requirement.version}`,
      lines: formatOne(requirement),
    }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const lines = [...header.map((line) => comment('', line)), ...entries.flatMap((entry) => entry.lines)];
  return lines.map((line) => `${line}\n`).join('');
}

function formatOne({ name, version, marker, sha256, comments }: PinnedRequirement): readonly string[] {
  const pin = `${name}==${version}${marker === null ? '' : ` ; ${marker}`}`;
  const hashes = [...new Set(sha256)].sort().map((digest) => `    --hash=sha256:${digest}`);
  // The last line has no backslash: what comes next is a requirement of its own.
  const joined = [pin, ...hashes].map((line, index) => (index < hashes.length ? `${line} \\` : line));
  return [...joined, ...comments.map((text) => comment('    ', text))];
}

/** A comment is one line whatever is in it. */
function comment(indentation: string, text: string): string {
  return `${indentation}# ${text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`.trimEnd();
}
