import { checkAllowlist } from '../../engine/profile/allowlist';
import { UsageError } from '../usage-error';
import type { SourceLine } from './requirements-file';

/**
 * Puts the lines of `--require` and `-r` together to an allowlist. Throws a UsageError that names every line that
 * cannot be read, with where it came from.
 */
export function composeAllowlist(lines: readonly SourceLine[]): string {
  const text = lines.map((line) => `${line.text}\n`).join('');
  const faults = checkAllowlist(text, { hasTargets: true })
    .diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
    .map((diagnostic) => {
      const source = lines[diagnostic.line - 1];
      return `${source?.origin ?? ''}, "${source?.text ?? ''}": ${diagnostic.message}`;
    });
  if (faults.length > 0) {
    const what = faults.length === 1 ? 'A requirement' : `${faults.length} requirements`;
    throw new UsageError(
      `${what} cannot be read: ${faults.join('; ')}.`,
      'Mend it and try again; nothing was created.',
    );
  }
  return text;
}

/** The lines that `--require` gave. A line break would smuggle in a second line without its own place. */
export function requireLines(requirements: readonly string[]): readonly SourceLine[] {
  return requirements.map((text) => ({ text: text.replaceAll(/[\r\n]+/g, ' ').trim(), origin: '--require' }));
}
