import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { boundFindings, noFindings } from './findings';
import { includedFiles } from './input-files';
import { readRequirements } from './read-requirements';

const HASH = 'a'.repeat(64);
const OTHER_HASH = 'b'.repeat(64);
const { signal } = new AbortController();

/** Reads `/project/requirements.txt` among the given files of `/project`. */
async function read(
  content: string | Uint8Array,
  files: Readonly<Record<string, string>> = {},
  variables: Readonly<Record<string, string>> = {},
  folder: string | null = '/project',
) {
  const findings = noFindings();
  const outcome = await readRequirements(
    {
      name: 'requirements.txt',
      content: typeof content === 'string' ? Buffer.from(content) : content,
      folder,
    },
    {
      files: includedFiles(
        {
          readFile: async (path) => (Object.hasOwn(files, path) ? Buffer.from(files[path] ?? '') : null),
          listFolder: async () => [],
        },
        { signal },
      ),
      environmentVariable: (name) => variables[name] ?? null,
      upstreamUrl: 'https://pypi.org/simple/',
      findings,
    },
  );
  return { ...findings, ...outcome };
}

const texts = (lines: readonly { readonly text: string }[]) => lines.map(({ text }) => text);
const effects = (notes: readonly { readonly effect: string; readonly place: string }[]) =>
  notes.map(({ effect, place }) => [effect, place]);

describe('a requirements file', () => {
  it('gives its lines with markers, hashes and places', async () => {
    const { requirements, notes } = await read(
      `# web\nRequests[security] >= 2.31 ; python_version < "3.13"  # why\n\nflask==3.1.0 \\\n    --hash=sha256:${HASH} \\\n    --hash=sha256:${OTHER_HASH}\n`,
    );
    expect(requirements).toEqual([
      { text: 'requests[security]>=2.31; python_version < "3.13"', place: 'requirements.txt, line 2' },
      {
        text: `flask==3.1.0 --hash=sha256:${HASH} --hash=sha256:${OTHER_HASH}`,
        place: 'requirements.txt, line 4',
      },
    ]);
    expect(notes).toEqual([]);
  });

  it('takes the files that it names, from where they are, and constraints apart', async () => {
    const { requirements, constraints } = await read('-r sub/base.txt\n-c limits.txt\nc\n', {
      '/project/sub/base.txt': 'a\n-r more.txt\n',
      '/project/sub/more.txt': 'b\n',
      '/project/limits.txt': 'a<2\n',
    });
    expect(requirements).toEqual([
      { text: 'a', place: 'sub/base.txt, line 1' },
      { text: 'b', place: 'more.txt, line 1' },
      { text: 'c', place: 'requirements.txt, line 3' },
    ]);
    expect(texts(constraints)).toEqual(['a<2']);
  });

  it('stops at a circle and at a file that is not there, and says so', async () => {
    const { requirements, notes } = await read('-r a.txt\n-r missing.txt\nz\n', {
      '/project/a.txt': '-r requirements.txt\na\n',
    });
    expect(texts(requirements)).toEqual(['a', 'z']);
    expect(effects(notes)).toEqual([
      ['error', 'a.txt, line 1'],
      ['error', 'requirements.txt, line 2'],
    ]);
  });

  it('is bounded in files and in depth', async () => {
    const many = `${'-r a.txt\n'.repeat(101)}`;
    await expect(read(many, { '/project/a.txt': 'a\n' })).rejects.toMatchObject({
      problem: { code: 'input-invalid', parameters: { place: 'line 101' } },
    });
    const deep = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`/project/${index}.txt`, `-r ${index + 1}.txt\np${index}\n`]),
    );
    const { requirements, notes } = await read('-r 0.txt\n', deep);
    expect(requirements.length).toBeLessThan(12);
    expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('too deeply') as string]);
  });

  it('fetches no address and finds nothing from pasted text', async () => {
    const { notes } = await read('-r https://me:secret@example.org/r.txt\n-r other.txt\n', {}, {}, null);
    expect(effects(notes)).toEqual([
      ['error', 'requirements.txt, line 1'],
      ['error', 'requirements.txt, line 2'],
    ]);
    expect(JSON.stringify(notes)).not.toContain('secret');
  });

  it('puts in environment variables', async () => {
    const { requirements } = await read('a==$' + '{A_VERSION}\nb$' + '{UNSET}\n', {}, { A_VERSION: '1.2' });
    expect(texts(requirements)).toEqual(['a==1.2']);
  });

  it('reads every encoding that pip reads', async () => {
    const utf16 = Buffer.from('\ufeffattrs>=1 # ü\n', 'utf16le');
    const swapped = Buffer.from(utf16).swap16();
    const marked = Buffer.from('\ufeffattrs>=1\n');
    const latin = Buffer.from('# -*- coding: latin-1 -*-\n# ü\nattrs>=1\n', 'latin1');
    for (const content of [utf16, swapped, marked, latin]) {
      expect(texts((await read(content)).requirements)).toEqual(['attrs>=1']);
    }
  });

  it.each([
    [Buffer.from('# ü\nattrs\n', 'latin1'), /not text in the encoding utf-8/],
    [Buffer.from('# coding: klingon\nattrs\n'), /"klingon" is not known/],
    [Buffer.from([0xff, 0xfe, 0, 0xd8, 0, 0xd8]), /utf-16le/],
  ])('refuses bytes that are no text', async (content, reason) => {
    await expect(read(content)).rejects.toMatchObject({
      problem: { code: 'input-invalid', parameters: { reason: expect.stringMatching(reason) as string } },
    });
  });

  it('lists what no index carries, and does not fail', async () => {
    const { notCarried, requirements } = await read(
      [
        'git+https://me:secret@github.com/pallets/click.git@8.1.7#egg=click',
        '-e .',
        '-e git+https://github.com/pallets/flask.git#egg=flask',
        'https://example.org/attrs-25.1.0-py3-none-any.whl',
        './vendored/dune-1.0.tar.gz',
        'rich @ https://example.org/rich.zip',
        'ok',
      ].join('\n'),
    );
    expect(texts(requirements)).toEqual(['ok']);
    expect(notCarried.map(({ name, reason }) => [name, reason.slice(0, 26)])).toEqual([
      ['click', 'it comes from a version co'],
      ['.', 'it is a folder on the comp'],
      ['flask', 'it comes from a version co'],
      ['attrs', 'it comes from an address, '],
      ['./vendored/dune-1.0.tar.gz', 'it is a file on the comput'],
      ['rich', 'it comes from an address, '],
    ]);
    expect(JSON.stringify(notCarried)).not.toContain('secret');
  });

  it('says what becomes of every option', async () => {
    const { notes, wantsPrereleases } = await read(
      [
        '-i https://pypi.org/simple',
        '--index-url https://me:secret@index.example/simple/',
        '--extra-index-url https://other.example/',
        '--find-links ./wheels',
        '--pre',
        '--no-binary :all:',
        '--trusted-host index.example',
        `a --hash=sha512:${HASH}${HASH}`,
        `b --hash=sha256:${HASH} --hash=sha384:${HASH}`,
        'c --config-settings="a=b"',
        'not a requirement',
        `d --hash=sha256:${'x'.repeat(64)}`,
      ].join('\n'),
    );
    expect(wantsPrereleases).toBe(true);
    expect(effects(notes).map(([effect]) => effect)).toEqual([
      'taken',
      'not-applicable',
      'not-applicable',
      'not-applicable',
      'changed',
      'not-applicable',
      'not-applicable',
      'warning',
      'not-applicable',
      'not-applicable',
      'error',
      'error',
    ]);
    expect(JSON.stringify(notes)).not.toContain('secret');
  });

  it('is what pip freeze writes, too', async () => {
    const { requirements, notCarried } = await read(
      '# Editable install with no version control (dune==0.1)\n-e /home/me/dune\nattrs==25.4.0\nfoo @ file:///tmp/foo-1.0-py3-none-any.whl#sha256=12\n',
    );
    expect(texts(requirements)).toEqual(['attrs==25.4.0']);
    expect(notCarried.map(({ name }) => name)).toEqual(['/home/me/dune', 'foo']);
  });
});

describe('files that nobody wrote', () => {
  it('refuses a file with something to say of more lines than anybody reads', async () => {
    await expect(read('two words\n'.repeat(10_001))).rejects.toMatchObject({
      problem: { code: 'input-invalid', parameters: { place: 'line 10001' } },
    });
  });

  it('refuses a file of more than ten million characters before it is read line by line', async () => {
    await expect(read('a\n'.repeat(5_000_001))).rejects.toMatchObject({ problem: { code: 'input-invalid' } });
  });

  it('refuses a line of more than a million characters by its number', async () => {
    await expect(read(`click\nrich ${'>=1,'.repeat(300_000)}`)).rejects.toMatchObject({
      problem: { code: 'input-invalid', parameters: { place: 'line 2' } },
    });
  });

  it('refuses more packages than a mirror can be asked for', () => {
    const line = { text: 'a', place: 'x' };
    const findings = { ...noFindings(), requirements: Array.from({ length: 500_001 }, () => line) };
    expect(() => boundFindings(findings, { name: 'x', place: '' })).toThrow(ProblemError);
  });

  it('counts the bytes of a file each time that it is asked for', async () => {
    const comment = `#${' '.repeat(999_999)}\n`.repeat(9);
    const asked = read('-r a.txt\n'.repeat(20), { '/project/a.txt': comment });
    await expect(asked).rejects.toMatchObject({ problem: { code: 'input-invalid' } });
  });
});
