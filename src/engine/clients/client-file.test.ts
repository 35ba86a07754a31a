import {
  chmod,
  chown,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, readClientIndex } from '../../contract/clients/client-index';
import { planClientFile, undoClientFile, writeClientFile } from './client-file';

const { signal } = new AbortController();
const LOCAL = 'http://127.0.0.1:8080/simple/';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-client-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const refused = (reason: RegExp) => ({
  problem: { code: 'client-file-refused', parameters: { reason: expect.stringMatching(reason) as unknown } },
});

function plan(client: Client, name: string, address = LOCAL) {
  const index = readClientIndex(address, { certificatePath: null, keepsPassword: false });
  if (index === null) throw new Error(address);
  return planClientFile({ client, index, path: at(name) }, { signal });
}

async function write(client: Client, name: string, text: string | null, address = LOCAL): Promise<string> {
  if (text !== null) await writeFile(at(name), text);
  await writeClientFile(await plan(client, name, address), { signal });
  return readFile(at(name), 'utf8');
}

describe("pip's file", () => {
  it('is made where there is none, with the folders above it', async () => {
    expect(await write('pip', 'a/b/pip.conf', null)).toBe(`[global]\nindex-url = ${LOCAL}\n`);
    expect(await readdir(at('a/b'))).toEqual(['pip.conf']);
  });

  it('keeps comments, order and other settings, and names one index alone', async () => {
    const before = `# of the team
[install]
no-compile = yes
extra-index-url =
    https://one.example/simple
    https://two.example/simple

[global]
timeout = 60  
; the old one
Index_URL: https://old.example/simple
find-links = /srv/wheels
`;
    expect(await write('pip', 'pip.conf', before, 'http://10.0.0.7:8080/simple')).toBe(`# of the team
[install]
no-compile = yes
# extra-index-url =
#     https://one.example/simple
#     https://two.example/simple

[global]
trusted-host = 10.0.0.7:8080
timeout = 60  
; the old one
index-url = http://10.0.0.7:8080/simple/
# find-links = /srv/wheels
`);
  });

  it('stays as it is where it says so already', async () => {
    const text = await write('pip', 'pip.conf', '[list]\nformat = json');
    expect(text).toBe(`[list]\nformat = json\n\n[global]\nindex-url = ${LOCAL}\n`);
    const { before, after } = await plan('pip', 'pip.conf');
    expect(after).toBe(before);
  });

  it('keeps the ends of lines and the mark of Windows', async () => {
    const text = await write('pip', 'pip.ini', '\uFEFF[global]\r\ntimeout = 5\r\n');
    expect(text).toBe(`\uFEFF[global]\r\nindex-url = ${LOCAL}\r\ntimeout = 5\r\n`);
  });

  it.each([
    ['index-url = x\n', /line 1 is neither/],
    ['[global\nindex-url = x\n', /line 1/],
    ['[global]\na = 1\n[global]\n', /line 3 begins \[global\] a second time/],
    ['[global]\nno_index = 1\nno-index = 2\n', /sets "no-index" a second time/],
    ['[global]\nnonsense\n', /line 2/],
    ['  indented\n', /line 1/],
    [Buffer.from([0x5b, 0xff, 0xfe, 0x5d]), /UTF-8/],
  ])('is refused where it is broken: %j', async (content, reason) => {
    await writeFile(at('pip.conf'), content);
    await expect(plan('pip', 'pip.conf')).rejects.toMatchObject(refused(reason));
    expect(await readFile(at('pip.conf'))).toEqual(Buffer.from(content));
    expect(await readdir(folder)).toEqual(['pip.conf']);
  });
});

describe('a TOML file', () => {
  const PROJECT = `# ours
[tool.poetry]
name = "far"   # side

[[tool.poetry.source]]
name = "old"
url = "https://old.example/simple/"

# what it needs
[tool.poetry.dependencies]
python = ">=3.8"
`;

  it('of poetry keeps all else, and the old source as a comment', async () => {
    expect(await write('poetry', 'pyproject.toml', PROJECT)).toBe(`# ours
[tool.poetry]
name = "far"   # side

# [[tool.poetry.source]]
# name = "old"
# url = "https://old.example/simple/"

# what it needs
[tool.poetry.dependencies]
python = ">=3.8"

[[tool.poetry.source]]
name = "sandgrouse"
url = "${LOCAL}"
priority = "primary"
`);
  });

  it('has our own table replaced where it stands', async () => {
    await write('poetry', 'pyproject.toml', PROJECT);
    const text = await write('poetry', 'pyproject.toml', null, 'http://10.0.0.1/simple/');
    expect(text.match(/^\[\[tool.poetry.source\]\]\n.*\n.*/gm)).toEqual([
      '[[tool.poetry.source]]\nname = "sandgrouse"\nurl = "http://10.0.0.1/simple/"',
    ]);
  });

  it.each([
    ['pdm', 'pyproject.toml', '[project]\nname = "a"\n', '[[tool.pdm.source]]\nname = "pypi"'],
    ['pipenv', 'Pipfile', '[packages]\nsix = "*"\n', '[[source]]\nname = "sandgrouse"'],
    ['uv', 'pyproject.toml', '[project]\nname = "a"\n', '[[tool.uv.index]]\nname = "sandgrouse"'],
    ['uv', 'uv.toml', 'offline = false\n', '[[index]]\nname = "sandgrouse"'],
  ] as const)('of %s, %s, gets its table', async (client, name, before, table) => {
    expect(await write(client, name, before)).toContain(`${before}\n${table}\n`);
  });

  it.each([
    ['poetry', '[tool.poetry\n', /no TOML/],
    ['poetry', '[tool]\npoetry = { source = [{ name = "a", url = "b" }] }\n', /cannot be changed/],
    [
      'poetry',
      '[tool.poetry]\nx = """\n[[tool.poetry.source]]\n"""\n[[tool.poetry.source]]\nname = "a"\n',
      /cannot be changed/,
    ],
    ['uv', '[tool.uv]\nextra-index-url = ["https://a.example"]\n', /"tool.uv.extra-index-url"/],
  ] as const)('of %s is refused where it cannot be changed safely: %j', async (client, text, reason) => {
    await writeFile(at('pyproject.toml'), text);
    await expect(plan(client, 'pyproject.toml')).rejects.toMatchObject(refused(reason));
    expect(await readFile(at('pyproject.toml'), 'utf8')).toBe(text);
  });

  it('is not made for a project that is not there, nor a folder for poetry', async () => {
    await expect(plan('poetry', 'pyproject.toml')).rejects.toMatchObject(refused(/no project/));
    await writeFile(at('pyproject.toml'), '');
    await expect(plan('poetry', 'pyproject.toml', 'file:///srv/simple/')).rejects.toMatchObject(
      refused(/poetry reads no folder/),
    );
  });
});

describe('a change', () => {
  it('leaves the old text beside the file, each time anew, and can be taken back and again', async () => {
    const first = await write('pip', 'pip.conf', '[global]\ntimeout = 1\n');
    const second = await write('pip', 'pip.conf', null, 'http://10.0.0.1/simple/');
    expect((await readdir(folder)).sort()).toEqual([
      'pip.conf',
      'pip.conf.sandgrouse-backup',
      'pip.conf.sandgrouse-backup-2',
    ]);
    expect(await readFile(at('pip.conf.sandgrouse-backup'), 'utf8')).toBe('[global]\ntimeout = 1\n');
    expect(await undoClientFile({ path: at('pip.conf'), madeText: null }, { signal })).toBe(
      at('pip.conf.sandgrouse-backup-2'),
    );
    expect(await readFile(at('pip.conf'), 'utf8')).toBe(first);
    await undoClientFile({ path: at('pip.conf'), madeText: null }, { signal });
    expect(await readFile(at('pip.conf'), 'utf8')).toBe(second);
  });

  it('that made a file is taken back, and made again, and taken back again', async () => {
    const madeText = await write('pip', 'pip.conf', null);
    const undo = () => undoClientFile({ path: at('pip.conf'), madeText }, { signal });
    for (const there of ['pip.conf.sandgrouse-backup', 'pip.conf', 'pip.conf.sandgrouse-backup']) {
      expect(await undo()).toBe(at('pip.conf.sandgrouse-backup'));
      expect(await readdir(folder)).toEqual([there]);
      expect(await readFile(at(there), 'utf8')).toBe(madeText);
    }
  });

  it('to a file that was made is left alone where it was changed since', async () => {
    const madeText = await write('pip', 'pip.conf', null);
    await writeFile(at('pip.conf'), `${madeText}timeout = 5\n`);
    await expect(undoClientFile({ path: at('pip.conf'), madeText }, { signal })).rejects.toMatchObject(
      refused(/no backup/),
    );
  });

  it('cannot be taken back where there was none', async () => {
    await writeFile(at('pip.conf'), '');
    await expect(undoClientFile({ path: at('pip.conf'), madeText: null }, { signal })).rejects.toMatchObject(
      refused(/no backup/),
    );
  });

  it.runIf(process.platform !== 'win32')(
    'goes through a symbolic link, and keeps who may read the file',
    async () => {
      await writeFile(at('real.conf'), '[global]\ntimeout = 1\n');
      await chmod(at('real.conf'), 0o600);
      await symlink('real.conf', at('pip.conf'));
      expect(await write('pip', 'pip.conf', null)).toContain(LOCAL);
      expect(await readlink(at('pip.conf'))).toBe('real.conf');
      for (const name of ['real.conf', 'real.conf.sandgrouse-backup']) {
        expect((await stat(at(name))).mode & 0o777).toBe(0o600);
      }
      await symlink('nowhere', at('lost.conf'));
      await expect(plan('pip', 'lost.conf')).rejects.toMatchObject(refused(/leads nowhere/));
    },
  );
});

describe('a file that others use too', () => {
  const CONFIG = '[global]\ntimeout = 1\n';

  it('that somebody changed after it was looked at is left to them', async () => {
    await writeFile(at('pip.conf'), CONFIG);
    const change = await plan('pip', 'pip.conf');
    await writeFile(at('pip.conf'), `${CONFIG}retries = 9\n`);
    await expect(writeClientFile(change, { signal })).rejects.toMatchObject(refused(/changed meanwhile/));
    const fresh = await plan('pip', 'new.conf');
    await writeFile(at('new.conf'), CONFIG);
    await expect(writeClientFile(fresh, { signal })).rejects.toMatchObject(refused(/changed meanwhile/));
    await rm(at('pip.conf'));
    await expect(writeClientFile(change, { signal })).rejects.toMatchObject(refused(/changed meanwhile/));
    expect(await readdir(folder)).toEqual(['new.conf']);
  });

  it('with ends of lines of two kinds is left as it is, since it could not come out the same', async () => {
    const mixed = '[global]\r\ntimeout = 1\nretries = 2\r\n';
    await expect(write('pip', 'pip.ini', mixed)).rejects.toMatchObject(refused(/end as on Windows/));
    expect(await readFile(at('pip.ini'), 'utf8')).toBe(mixed);
  });

  it.skipIf(process.platform === 'win32')('that is read-only stays as it is', async () => {
    await writeFile(at('pip.conf'), CONFIG, { mode: 0o444 });
    await expect(write('pip', 'pip.conf', null)).rejects.toMatchObject(refused(/read-only/));
    expect(await readdir(folder)).toEqual(['pip.conf']);
  });

  it.skipIf(process.platform === 'win32')('keeps who may read it when a change is taken back', async () => {
    await writeFile(at('pip.conf'), CONFIG, { mode: 0o600 });
    await write('pip', 'pip.conf', null);
    await undoClientFile({ path: at('pip.conf'), madeText: null }, { signal });
    expect(await readFile(at('pip.conf'), 'utf8')).toBe(CONFIG);
    for (const name of ['pip.conf', 'pip.conf.sandgrouse-backup']) {
      expect((await stat(at(name))).mode & 0o777).toBe(0o600);
    }
  });

  it.runIf(process.getuid?.() === 0)(
    'stays its owner’s, also where the administrator changes it',
    async () => {
      await writeFile(at('pip.conf'), CONFIG, { mode: 0o600 });
      await chown(at('pip.conf'), 12_345, 12_346);
      await write('pip', 'pip.conf', null);
      await undoClientFile({ path: at('pip.conf'), madeText: null }, { signal });
      for (const name of ['pip.conf', 'pip.conf.sandgrouse-backup']) {
        const { uid, gid } = await stat(at(name));
        expect([uid, gid]).toEqual([12_345, 12_346]);
      }
    },
  );
});
