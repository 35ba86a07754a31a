import { type FileHandle, open } from 'node:fs/promises';
import type { ServedRequest } from '../../../contract/sharing';
import { diskProblem } from '../../files/disk-problems';
import { accessLogLine } from './access-log';

/** Lines that wait while the disk is slow; what comes beyond them is left out, and counted. */
const MOST_WAITING = 10_000;

/** Writes requests down one after another. What cannot be written is told once, and no reason to stop serving. */
export class AccessLogFile {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #failed: (error: unknown) => void;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;
  #hasFailed = false;

  private constructor(file: FileHandle, path: string, failed: (error: unknown) => void) {
    this.#file = file;
    this.#path = path;
    this.#failed = failed;
  }

  /** Appends to the file, or begins it. Throws a disk problem. */
  static async open(path: string, failed: (error: unknown) => void): Promise<AccessLogFile> {
    try {
      return new AccessLogFile(await open(path, 'a', 0o640), path, failed);
    } catch (error) {
      throw diskProblem(error, { path, operation: 'write' });
    }
  }

  add(request: ServedRequest): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(accessLogLine(request));
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting.join('');
      this.#waiting = [];
      try {
        await this.#file.appendFile(lines);
      } catch (error) {
        if (!this.#hasFailed) this.#failed(diskProblem(error, { path: this.#path, operation: 'write' }));
        this.#hasFailed = true;
      }
    }
  }
}
