import { execFile, spawn, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLyingIndex } from '../../testing/lying-index/lying-index';
import { BUILD_TIMEOUT_MS, type BuiltCommandLine, buildCommandLine } from './testing/command-line-process';

const run = promisify(execFile);
const onWindows = process.platform === 'win32';
const python = onWindows ? 'python' : 'python3';
const canMakeEnvironments = spawnSync(python, ['-c', 'import ensurepip, venv']).status === 0;
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PIP_|PYTHON)/.test(name))),
  PIP_CONFIG_FILE: devNull,
};

let commands: BuiltCommandLine;
let programs: string;

/** Installs `stone` from this index alone, and says which versions Python then imports. */
async function installFrom(indexUrl: string): Promise<string> {
  const pip = ['-m', 'pip', 'install', '--force-reinstall', '--no-cache-dir', '--disable-pip-version-check'];
  const program = join(programs, python);
  await run(program, [...pip, '--index-url', indexUrl, 'stone'], { env: environment });
  const script = 'import sand, stone; print(sand.__version__, stone.__version__)';
  return (await run(program, ['-c', script], { env: environment })).stdout.trim();
}

describe.skipIf(!canMakeEnvironments)('a real pip, with the mirror as its only index', () => {
  beforeAll(async () => {
    commands = await buildCommandLine();
    const venv = join(commands.folder, 'venv');
    programs = join(venv, onWindows ? 'Scripts' : 'bin');
    await run(python, ['-m', 'venv', venv], { env: environment });
    const index = await startLyingIndex({
      wheels: [
        { name: 'sand', version: '1.5' },
        { name: 'stone', version: '2.0', requires: ['sand>=1'] },
      ],
    });
    const words = ['--require', 'stone', '--require', 'sand'];
    await commands.run('init', 'mirror', '--upstream', index.url, ...words);
    await commands.run('sync', 'mirror');
    await index.close();
  }, 2 * BUILD_TIMEOUT_MS);
  afterAll(() => commands.remove());

  it('installs from the folder', async () => {
    const folder = join(commands.folder, 'mirror', 'web', 'simple');
    expect(await installFrom(`${pathToFileURL(folder).href}/`)).toBe('1.5 2.0');
  });

  it('installs from "sandgrouse serve"', async () => {
    const serving = commands.start('serve', 'mirror');
    const indexUrl = await serving.printed(/--index-url (\S+) NAME/);
    expect(await installFrom(indexUrl)).toBe('1.5 2.0');
    serving.process.kill('SIGINT');
    await serving.ended;
  });

  it('installs from a web server that has no rules at all', async () => {
    const web = join(commands.folder, 'mirror', 'web');
    const words = ['-u', '-m', 'http.server', '0', '--bind', '127.0.0.1', '--directory', web];
    const server = spawn(python, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    const port = await new Promise<string>((fulfil) => {
      let text = '';
      server.stdout.on('data', (data: Buffer) => {
        text += data.toString();
        const found = /port (\d+)/.exec(text)?.[1];
        if (found !== undefined) fulfil(found);
      });
    });
    expect(await installFrom(`http://127.0.0.1:${port}/simple/`)).toBe('1.5 2.0');
    server.kill();
  });
});
