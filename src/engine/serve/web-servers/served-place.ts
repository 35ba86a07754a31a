import { isAbsolute } from 'node:path';
import { ProblemError, problem } from '../../../contract/problem';

/** What a web server or a service is set up for. */
export interface ServedPlace {
  /** The mirror's folder, absolute. */
  readonly directory: string;
  readonly port: number;
}

/** A path that can be written into a configuration; throws `serve-config-refused` for one that no quoting would save. */
export function checkPath(path: string, writtenFor: string, refused: RegExp): string {
  const refuse = (reason: string): never => {
    throw new ProblemError(problem('serve-config-refused', { path, writtenFor, reason }));
  };
  if (!isAbsolute(path) && !/^[A-Za-z]:[\\/]/.test(path)) refuse('it is not a whole path');
  if (/[\p{Control}\p{Surrogate}\u2028\u2029]/u.test(path))
    refuse('a line break or another control character is in it');
  const [found] = refused.exec(path) ?? [];
  if (found !== undefined) refuse(`"${found}" is in it, which cannot be written there`);
  return path;
}

/** Web servers write paths of Windows with slashes too. */
export const withSlashes = (path: string): string =>
  /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\') ? path.replaceAll('\\', '/') : path;
