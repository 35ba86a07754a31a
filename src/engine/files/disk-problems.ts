import { type Problem, ProblemError, problem } from '../../contract/problem';

/** Whether the system said that a path does not exist. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

/**
 * What the file system said, as a problem; this is the only place where its error codes are read. An abort and what is
 * a problem already pass through unchanged.
 */
export function diskProblem(
  error: unknown,
  { path, operation }: { readonly path: string; readonly operation: string },
): unknown {
  if (error instanceof ProblemError || (error instanceof Error && error.name === 'AbortError')) return error;
  const code = codeOf(error);
  if (code === null) return error;
  return new ProblemError(translate(code, path, operation, error), { cause: error });
}

function translate(code: string, path: string, operation: string, error: unknown): Problem {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return problem('disk-full', { path, missingBytes: null });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return problem('disk-permission', { path, operation });
    case 'ENOTDIR':
      return problem('disk-failed', { path, operation, cause: 'a file stands in the place of a folder' });
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
      return problem('disk-gone', { path });
    default:
      return problem('disk-failed', {
        path,
        operation,
        cause: error instanceof Error ? error.message : code,
      });
  }
}

/** The system's code (`ENOSPC`, say), or `null` where the error does not come from the system. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return 'syscall' in error ? error.code : null;
}
