import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { refuse } from '../../../contract/problem';
import { SERVING_SECRET } from '../../../contract/sharing-schema';
import { keepSecret } from '../../files/kept-secret';
import { readBoundedFile } from '../../files/read-file';

const TOKEN_BYTES = 24;
const LARGEST_FILE_BYTES = 4_096;

/**
 * The token of this computer: nobody guesses it; made of letters, digits, `-` and `_`. Made once and kept in the
 * application's folder, since clients far away are set up with it; deleting the file has a new one made. Throws
 * `serving-secret-unusable`, or a disk problem.
 */
export async function openToken(
  dataDirectory: string,
  options: { readonly signal: AbortSignal },
): Promise<string> {
  const path = join(dataDirectory, 'serving-token');
  const make = (): Promise<string> => Promise.resolve(`${randomBytes(TOKEN_BYTES).toString('base64url')}\n`);
  return checkSecret(await keepSecret(path, make, options), `"${path}"`);
}

/** The one line that the file holds. Throws `serving-secret-unusable`, or a disk problem. */
export async function readSecretFile(path: string): Promise<string> {
  const content = await readBoundedFile(path, { limitBytes: LARGEST_FILE_BYTES });
  const source = `"${path}"`;
  return content === null
    ? refuse('serving-secret-unusable', { source, reason: 'there is no such file, or it is too large' })
    : checkSecret(content.toString('utf8'), source);
}

function checkSecret(text: string, source: string): string {
  const secret = text.replace(/\r?\n$/, '');
  return SERVING_SECRET.test(secret)
    ? secret
    : refuse('serving-secret-unusable', {
        source,
        reason: 'it is too short or too long, or has other characters',
      });
}
