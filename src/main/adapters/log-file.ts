import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../../contract/redact';

const LARGEST_LOG_BYTES = 2_000_000;

export type Log = (line: string) => void;

/**
 * Appends lines to `sandgrouse.log`; the file of earlier starts is moved aside once when it has grown large. Written
 * at once and synchronously: the last line before a crash is the one that matters. A log that cannot be written is no
 * reason to stop.
 */
export function openLogFile(folder: string, now: () => Date): Log {
  const path = join(folder, 'sandgrouse.log');
  try {
    mkdirSync(folder, { recursive: true });
    if (sizeOf(path) > LARGEST_LOG_BYTES) renameSync(path, `${path}.old`);
  } catch {
    return () => undefined;
  }
  return (line) => {
    try {
      appendFileSync(path, `${now().toISOString()} ${redact(line)}\n`);
    } catch {
      // Nowhere to tell it.
    }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
