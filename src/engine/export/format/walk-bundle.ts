import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isLeftByFileManager,
  MANIFEST_FILENAME,
  OWNER_FILENAME,
  PART_FOLDER,
  RECEIPTS_FOLDER,
  SIGNATURE_FILENAME,
  SUMS_FILENAME,
} from './bundle-paths';
import { RECEIPT_NAME, UNFINISHED_RECEIPT } from './receipt-names';

/** Something below a bundle's folder. Links are neither followed nor taken for what they lead to. */
export interface Standing {
  readonly path: string;
  readonly isFile: boolean;
}

/** Everything below a folder that is no folder, with paths relative to it. Throws what the system says. */
export async function* walkFolder(
  top: string,
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<Standing> {
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for await (const entry of await opendir(join(top, ...folder.split('/')))) {
      signal.throwIfAborted();
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      else yield { path, isFile: entry.isFile() };
    }
  }
}

/** Whether a file belongs to the bundle itself, rather than to what it carries. */
export function isOwn(path: string): boolean {
  if ([MANIFEST_FILENAME, SIGNATURE_FILENAME, SUMS_FILENAME].includes(path)) return true;
  if (path === `${PART_FOLDER}/${OWNER_FILENAME}`) return true;
  const [folder, name = '', ...deeper] = path.split('/');
  if (folder === RECEIPTS_FOLDER && deeper.length === 0 && isOfReceipt(name)) return true;
  return isLeftByFileManager(path);
}

const isOfReceipt = (name: string): boolean => RECEIPT_NAME.test(name) || UNFINISHED_RECEIPT.test(name);
