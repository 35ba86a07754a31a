import { randomBytes } from 'node:crypto';
import { refuse } from '../../../contract/problem';
import { readBoundedFile } from '../../files/read-file';

const TOKEN_BYTES = 24;
const LARGEST_FILE_BYTES = 4_096;
/** In the form that goes into an address and a configuration file. */
const SECRET = /^[\x21-\x7e]{8,200}$/;

/** A token that nobody guesses, of letters, digits, `-` and `_`. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The one line that the file holds. Throws `serving-secret-unusable`, or a disk problem. */
export async function readSecretFile(path: string): Promise<string> {
  const content = await readBoundedFile(path, { limitBytes: LARGEST_FILE_BYTES });
  const source = `"${path}"`;
  if (content === null)
    refuse('serving-secret-unusable', { source, reason: 'there is no such file, or it is too large' });
  const secret = content.toString('utf8').replace(/\r?\n$/, '');
  return SECRET.test(secret)
    ? secret
    : refuse('serving-secret-unusable', {
        source,
        reason: 'it is too short or too long, or has other characters',
      });
}
