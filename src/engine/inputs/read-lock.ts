import type { InputKind } from '../../contract/import-report';
import { refuse } from '../../contract/problem';
import { decodeText } from './decode-text';
import { LARGEST_INPUT_BYTES } from './input-files';
import { refuseInput } from './input-place';
import type { Lock } from './lock';
import { readPipfileLock } from './read-pipfile-lock';
import { readPoetryLock } from './read-poetry-lock';
import { readPylock } from './read-pylock';
import { readUvLock } from './read-uv-lock';
import { recogniseInput } from './recognise-input';

export const LOCK_READERS = {
  pylock: readPylock,
  'uv-lock': readUvLock,
  'poetry-lock': readPoetryLock,
  'pipfile-lock': readPipfileLock,
} as const satisfies Partial<Record<InputKind, (name: string, text: string) => Lock>>;

export type LockKind = keyof typeof LOCK_READERS;

export function isLockKind(kind: InputKind): kind is LockKind {
  return Object.hasOwn(LOCK_READERS, kind);
}

/** Reads a lock file of any tool; the name, else the content tells which. Throws `input-unrecognised` or `input-invalid`. */
export function readLock(name: string, content: Uint8Array): Lock {
  if (content.length > LARGEST_INPUT_BYTES) {
    return refuseInput({ name, place: '' }, `it is larger than ${LARGEST_INPUT_BYTES / 1024 / 1024} MiB`);
  }
  const text = decodeText(content, { name, place: '' });
  const kind = recogniseInput(name, text);
  if (!isLockKind(kind)) return refuse('input-unrecognised', { name, reason: 'it is no lock file' });
  return LOCK_READERS[kind](name, text);
}
