import { readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';

let commands: BuiltCommandLine;
let index: LyingIndex;
const inFolder = (name: string): string => join(commands.folder, name);

beforeAll(async () => {
  commands = await buildCommandLine();
  index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
}, BUILD_TIMEOUT_MS);
afterAll(async () => {
  await index.close();
  await commands.remove();
});
afterEach(() => rm(inFolder('mirror'), { recursive: true, force: true }));

const init = (...words: readonly string[]) =>
  commands.run('init', 'mirror', '--upstream', index.url, ...words);

describe('init', () => {
  it('writes a profile that a person can read, in a folder that it makes', async () => {
    await writeFile(inFolder('requirements.txt'), '# for the web\nsand>=1\n');
    const words = ['--require', 'dune', '-r', 'requirements.txt', '--newest', '2'];
    const { exitCode, stdout } = await commands.run('init', 'mirror/a/b', '--upstream', index.url, ...words);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Created the mirror "mirror/a/b" with 2 projects');
    const profile = await readFile(inFolder('mirror/a/b/sandgrouse.toml'), 'utf8');
    expect(profile).toContain('allowlist = """\ndune\n# for the web\nsand>=1\n"""');
    expect(profile).toContain('newest-versions = 2');
  });

  it('does not touch a mirror that is there', async () => {
    await init('--require', 'sand');
    const { exitCode, stderr } = await init('--require', 'dune');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"mirror" already is a mirror');
    expect(await readFile(inFolder('mirror/sandgrouse.toml'), 'utf8')).toContain('sand');
  });

  it('does not take a file for a folder', async () => {
    await writeFile(inFolder('mirror'), '');
    const { exitCode, stderr } = await init('--require', 'sand');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"mirror" is there already, and is not a folder');
  });

  it.each([
    [['--require', 'sand >> 1'], '--require, "sand >> 1"'],
    [['-r', 'none.txt'], '"none.txt" cannot be read: there is no such file'],
    [['--upstream', 'ftp://index.example/'], 'neither http, https nor file'],
    [['--upstream', 'index.example/simple'], 'neither an address nor a folder'],
  ])('%j creates nothing', async (words, message) => {
    const { exitCode, stderr, stdout } = await init(...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    await expect(readFile(inFolder('mirror/sandgrouse.toml'))).rejects.toThrow('ENOENT');
  });
});

describe('plan', () => {
  it('shows projects, totals and, with --files, reasons', async () => {
    await init('--require', 'sand');
    const { exitCode, stdout } = await commands.run('plan', 'mirror');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Project .*\nsand +1 +1 +\d+ B/);
    expect(stdout).toMatch(/To fetch: {3}1 file, /);
    const files = await commands.run('plan', 'mirror', '--files');
    expect(files.stdout).toMatch(/\+ sand-1\.0-py3-none-any\.whl .*required by "sand" \(line 1\)/);
    expect(index.fetchesOf('sand-1.0-py3-none-any.whl')).toBe(0);
  });

  it('explains a project by any spelling of its name, in words and as JSON', async () => {
    await init('--require', 'sand');
    const words = await commands.run('plan', 'mirror', '--explain', 'SAND', '--explain', 'dune');
    expect(words.exitCode).toBe(0);
    expect(words.stdout).toMatch(/^sand\n {2}\+ sand-1\.0-py3-none-any\.whl .*required by "sand"/);
    expect(words.stdout).toMatch(/\ndune\n {2}is not in this plan/);
    const json = await commands.run('plan', 'mirror', '--explain', 'SAND', '--json');
    expect(jsonLines(json.stdout).find(({ type }) => type === 'plan-explanation')).toMatchObject({
      project: 'sand',
      known: true,
      files: [{ filename: 'sand-1.0-py3-none-any.whl', action: 'fetch' }],
    });
  });

  it.each(['numpy>=2', '', '-x-', 'a\u001b[2Jb', '../etc'])(
    'refuses to explain what can be no project, before it plans: %j',
    async (name) => {
      await init('--require', 'sand');
      const { exitCode, stderr } = await commands.run('plan', 'mirror', `--explain=${name}`);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`"${name.replace('\u001b', '\ufffd')}" is no name of a project.`);
      expect(stderr).toContain('--explain numpy');
      expect(stderr).not.toContain('\u001b');
    },
  );

  it('that is incomplete ends with 1', async () => {
    await init('--require', 'sand', '--require', 'mirage');
    const { exitCode, stdout } = await commands.run('plan', 'mirror', '--json');
    expect(exitCode).toBe(1);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'plan', complete: false, exitCode: 1 });
  });

  it('of lines that no target reads is told as empty, and ends with 1', async () => {
    await init('--require', 'sand; python_version < "3"', '--target', 'linux-x86_64-cp312');
    const { exitCode, stdout, stderr } = await commands.run('plan', 'mirror');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/needs nothing +0/);
    expect(`${stdout}${stderr}`).not.toContain('complete');
    expect(stderr).toMatch(/^error: .* selects no file at all/m);
    const sync = await commands.run('sync', 'mirror');
    expect(sync.exitCode).toBe(1);
    const json = await commands.run('plan', 'mirror', '--json');
    expect(jsonLines(json.stdout).at(-1)).toMatchObject({ type: 'plan', complete: false, exitCode: 1 });
  });

  it('points to the line of the profile that cannot be read', async () => {
    await init('--require', 'sand');
    const path = inFolder('mirror/sandgrouse.toml');
    const text = (await readFile(path, 'utf8')).replace('"""\nsand\n', '"""\nsand\n\nflask >> 1\n');
    await writeFile(path, text);
    const line = text.split('\n').indexOf('flask >> 1') + 1;
    const { exitCode, stderr } = await commands.run('plan', 'mirror');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`sandgrouse.toml:${line}: "flask >> 1": `);
  });

  it.each([
    ['no requirement at all', ['init', 'mirror', '--upstream', 'URL'], 'names no project'],
    ['no mirror', ['--version'], '"mirror" is not a mirror'],
  ])('of %s ends with 2', async (_what, words, message) => {
    await commands.run(...words.map((word) => (word === 'URL' ? index.url : word)));
    const { exitCode, stderr } = await commands.run('plan', 'mirror');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('serve', () => {
  it('says its address, serves until Ctrl-C, and is done', async () => {
    await init('--require', 'sand');
    await commands.run('sync', 'mirror');
    const running = commands.start('serve', 'mirror');
    const url = await running.printed(/pip install --index-url (\S+) NAME/);
    const page = await fetch(`${url}sand/`);
    expect(await page.text()).toContain('sand-1.0-py3-none-any.whl');
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ exitCode: 0, stderr: 'Stopped after 1 request.\n' });
  });

  it('names a port that is taken, and a mirror that has nothing yet', async () => {
    await init('--require', 'sand');
    expect(await commands.run('serve', 'mirror')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('has no finished pages yet') as string,
    });
    await commands.run('sync', 'mirror');
    const other = createServer();
    await new Promise<void>((fulfil) => {
      other.listen(0, '127.0.0.1', fulfil);
    });
    const { port } = other.address() as AddressInfo;
    const taken = await commands.run('serve', 'mirror', '--port', String(port));
    other.close();
    expect(taken.exitCode).toBe(2);
    expect(taken.stderr).toContain(`Port ${port} is in use`);
  });
});

describe('output', () => {
  it('that nobody reads any more does not stop the work', async () => {
    await init('--require', 'sand');
    const running = commands.start('sync', 'mirror', '--json');
    running.process.stdout?.destroy();
    expect(await running.ended).toMatchObject({ exitCode: 0, stderr: '' });
    const { stdout } = await commands.run('status', 'mirror', '--json');
    expect(jsonLines(stdout)).toMatchObject([{ type: 'status', projects: 1, files: 1, lastRun: 'complete' }]);
  });

  it('of a wrong option is JSON too where JSON was asked for', async () => {
    const { exitCode, stdout } = await commands.run('plan', 'mirror', '--json', '--fast');
    expect(exitCode).toBe(2);
    expect(jsonLines(stdout)).toMatchObject([{ type: 'usage-error', exitCode: 2 }]);
  });
});
