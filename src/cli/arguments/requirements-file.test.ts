import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { readRequirementsFile } from './requirements-file';

let folder: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse requirements '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(text: string | Buffer): Promise<readonly string[]> {
  const path = join(folder, 'requirements.txt');
  await writeFile(path, text);
  return (await readRequirementsFile(path, { signal })).map((line) => line.text);
}

async function faultOf(text: string | Buffer): Promise<string> {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error('it was read');
  if (error.problem.code !== 'requirements-file-unreadable') throw error;
  return error.problem.parameters.reason;
}

describe('a requirements file', () => {
  it('gives its lines, with comments and empty lines in place', async () => {
    expect(await read('# web\nrequests>=2.31  # http\n\n  rich[jupyter] ; python_version > "3.8"\n')).toEqual(
      ['# web', 'requests>=2.31  # http', '', 'rich[jupyter] ; python_version > "3.8"'],
    );
  });

  it('may start with a byte order mark and end its lines as Windows does', async () => {
    expect(await read('\uFEFFsix\r\nattrs\r\n')).toEqual(['six', 'attrs']);
  });

  it('joins lines that end with a backslash, up to a comment', async () => {
    expect(await read('requests \\\n  >=2.31, \\\n  <3\nsix\\\n# none\nattrs\n')).toEqual([
      'requests   >=2.31,   <3',
      'six # none',
      'attrs',
    ]);
  });

  it('reads a nested file relative to the file that names it', async () => {
    await mkdir(join(folder, 'parts'));
    await writeFile(join(folder, 'parts', 'web.txt'), '-r more.txt\nflask\n');
    await writeFile(join(folder, 'parts', 'more.txt'), 'jinja2\n');
    expect(await read('-r parts/web.txt\n--requirement=parts/more.txt # again\nsix\n')).toEqual([
      'jinja2',
      'flask',
      'jinja2',
      'six',
    ]);
  });

  it('tells where each line came from, by the line on which it begins', async () => {
    const path = join(folder, 'r.txt');
    await writeFile(path, 'a \\\n>1\nb\n');
    const origins = (await readRequirementsFile(path, { signal })).map((line) => line.origin);
    expect(origins).toEqual([`"${path}", line 1`, `"${path}", line 3`]);
  });
});

describe('a requirements file that cannot be taken whole', () => {
  it.each([
    ['six\n-e .\n', /^line 2, "-e \.": a project in a folder/],
    ['-c constraints.txt', /^line 1, "-c constraints.txt": name that file with --constraint/],
    ['--index-url https://index.example/simple', /the index is chosen by --upstream/],
    [
      'six==1.16.0 --hash=sha256:aa',
      /^line 1.*"--hash" after a requirement is understood by: sandgrouse import/,
    ],
    ['six==1.16.0 \\\n  --hash=sha256:aa', /^line 1.*"--hash" after a requirement/],
    ['--pre', /the option "--pre" is not supported here/],
    ['./wheels/six-1.16.0-py2.py3-none-any.whl', /a path or an address cannot be mirrored/],
    ['git+https://code.example/six.git', /a path or an address cannot be mirrored/],
  ])('%j is refused by its line', async (text, reason) => {
    expect(await faultOf(text)).toMatch(reason);
  });

  it('names every such line at once', async () => {
    expect(await faultOf('-e .\nsix\n--pre\n')).toMatch(/line 1.*; line 3/);
  });

  it('says when it is missing, a folder, not text, or asks for itself', async () => {
    expect(await faultOf('-r none.txt')).toBe('there is no such file');
    await mkdir(join(folder, 'parts'));
    expect(await faultOf('-r parts')).toBe('it is a folder');
    expect(await faultOf(Buffer.from([0xff, 0xfe, 0x73]))).toBe('it is not text in UTF-8');
    expect(await faultOf('-r requirements.txt')).toBe('it asks for itself by "-r"');
  });
});
