import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';

/**
 * Adds a line to a file that only grows, and has it on the disk. A mirror may come from a stranger on a stick: nothing is
 * added to what a link leads to, and `false` says so. Throws what the system says.
 */
export async function appendLine(path: string, line: string): Promise<boolean> {
  const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const present = await lstat(path).catch(() => null);
  if (present !== null && !present.isFile()) return false;
  const file = await open(path, O_APPEND | O_CREAT | O_RDWR | O_NOFOLLOW | O_NONBLOCK, 0o644);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    // A line that a power cut has torn ends here.
    const isTorn = size > 0 && buffer[0] !== NEWLINE;
    await file.appendFile(`${isTorn ? '\n' : ''}${line}\n`);
    await file.datasync();
    return true;
  } finally {
    await file.close();
  }
}

const NEWLINE = 0x0a;
