import type { ImportedLine } from '../../contract/import-report';
import { ProblemError } from '../../contract/problem';
import { formatRequirement } from '../../python-packaging/requirement';
import { type AllowlistEntry, readConstraints } from '../profile/allowlist';

/**
 * A text of the allowlist's grammar with the lines that are not in it yet at its end, under a comment that says where
 * from. What a person wrote stays as it is; a line that asks for the same is not added twice.
 */
export function mergeLines(existing: string, lines: readonly ImportedLine[], from: string): string {
  const known = new Set(existing.split(/\r?\n/).map(identityOf));
  const added: string[] = [];
  for (const { text } of lines) {
    const identity = identityOf(text);
    if (!known.has(identity)) added.push(text);
    known.add(identity);
  }
  if (added.length === 0) return existing;
  const before = existing === '' || existing.endsWith('\n') ? existing : `${existing}\n`;
  const gap = before.trim() === '' ? '' : '\n';
  return `${before}${gap}# ${from}\n${added.join('\n')}\n`;
}

/** Equal for lines that ask for the same; of what cannot be read, the text. */
function identityOf(line: string): string {
  const entry = entryOf(line);
  if (entry === null) return line.trim();
  return [formatRequirement(entry.requirement), ...[...entry.hashes].sort()].join(' ');
}

function entryOf(line: string): AllowlistEntry | null {
  try {
    return readConstraints(line, '')[0] ?? null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}
