import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const onWindows = process.platform === 'win32';
const python = onWindows ? 'python' : 'python3';

/** The machine's environment without its own settings of pip, Python and uv: no index but the one that is named. */
const CLEAN_ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PIP|PYTHON|UV)/.test(name))),
  PIP_CONFIG_FILE: devNull,
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_NO_CACHE_DIR: '1',
};

/** A fresh virtual environment with its own pip. */
export interface RealPip {
  /** `pip install` of these requirements from this index and no other; what pip printed. */
  readonly install: (indexUrl: string, ...requirements: string[]) => Promise<string>;
  /** Runs a line of Python in the environment; what it printed. */
  readonly python: (code: string) => Promise<string>;
}

/** Makes a virtual environment in `folder`. */
export async function createRealPip(folder: string): Promise<RealPip> {
  await run(python, ['-m', 'venv', folder], { env: CLEAN_ENVIRONMENT });
  const program = join(folder, onWindows ? 'Scripts' : 'bin', 'python');
  const call = async (words: readonly string[]): Promise<string> =>
    (await run(program, words, { env: CLEAN_ENVIRONMENT })).stdout.trim();
  return {
    install: (indexUrl, ...requirements) =>
      call(['-m', 'pip', 'install', '--index-url', indexUrl, ...requirements]),
    python: (code) => call(['-c', code]),
  };
}
