import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';
import { findFaults, listFiles } from './testing/mirror-tree';

/** `SANDGROUSE_TORTURE_KILLS` makes it long. */
const KILLS = Number(process.env.SANDGROUSE_TORTURE_KILLS ?? 3);

let commands: BuiltCommandLine;
let fingerprint: string;

beforeAll(async () => {
  commands = await buildCommandLine();
  process.env.XDG_CONFIG_HOME = join(commands.folder, 'config');
  process.env.APPDATA = join(commands.folder, 'config');
  const wheels = Array.from({ length: 24 }, (_, at) => ({
    name: at % 2 === 0 ? 'sand' : 'stone',
    version: `${at + 1}.0`,
    paddingBytes: 1_000_000,
  }));
  const index = await startLyingIndex({ wheels });
  await commands.run('init', 'mirror', '--upstream', index.url, '--require', 'sand', '--require', 'stone');
  await commands.run('sync', 'mirror');
  await index.close();
  const { stdout } = await commands.run('export', 'mirror', 'stick', '--json');
  fingerprint = String(jsonLines(stdout).at(-1)?.fingerprint);
}, 2 * BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

const at = (...names: readonly string[]): string => join(commands.folder, ...names);

describe('export', () => {
  it('writes a folder that verify-bundle finds whole, and tells the fingerprint', async () => {
    const { exitCode, stdout } = await commands.run('export', 'mirror', 'other stick');
    expect(stdout).toMatch(/^Exported: [0-9a-f-]{14}: \d+ files, .* in ".*other stick"\.$/m);
    expect(stdout).toContain(fingerprint);
    expect(exitCode).toBe(0);
    const checked = await commands.run('verify-bundle', 'other stick', '--fingerprint', fingerprint);
    expect(checked.stdout).toMatch(/^Whole: \d+ files/m);
    expect(checked.exitCode).toBe(0);
  });

  it('has its reasons for ending with 2', async () => {
    await mkdir(at('taken'));
    await writeFile(at('taken', 'thesis.odt'), 'work');
    const taken = await commands.run('export', 'mirror', 'taken');
    expect(taken.stderr).toContain('it holds something else, "thesis.odt" for instance');
    expect(taken.exitCode).toBe(2);
    const unknown = await commands.run('export', 'mirror', 'new', '--project', 'amiga');
    expect(unknown.stderr).toContain('the mirror does not have "amiga"');
    expect(unknown.exitCode).toBe(2);
    expect((await commands.run('export', 'mirror', 'new', '--part', '1')).exitCode).toBe(2);
    expect(
      (await commands.run('export', 'mirror', 'new', '--part-size', '3 apples', '--part', '1')).exitCode,
    ).toBe(2);
    expect((await commands.run('export', 'mirror', 'new', '--since', 'last')).exitCode).toBe(2);
    const nowhere = await commands.run('export', 'mirror', 'new', '--with-application');
    expect(nowhere.stderr).toContain('--with-application=');
    expect(nowhere.exitCode).toBe(2);
    const none = await commands.run('export', 'mirror', 'new', '--with-application=mirror');
    expect(none.stderr).toContain('there is no Electron for Linux or Windows in it');
    expect(none.exitCode).toBe(2);
    expect(await readdir(commands.folder)).not.toContain('new');
  });

  it('is not sealed where a scanner finds something, and tells of one that does not', async () => {
    const refused = await commands.run('export', 'mirror', 'scanned', '--scan', 'false');
    expect(refused.exitCode).toBe(1);
    expect(await listFiles(at('scanned'))).not.toContain('manifest.json');
    const passed = await commands.run('export', 'mirror', 'scanned', '--scan', 'true --all', '--json');
    expect(jsonLines(passed.stdout).at(-1)).toMatchObject({ manifest: { scan: { command: 'true --all' } } });
  });
});

describe('an import by the name of the drive', () => {
  it('takes the drive for the only export on it, and refuses a folder that is none', async () => {
    await mkdir(at('usb'));
    await commands.run('export', 'mirror', 'usb/carried');
    const taken = await commands.run('import', 'taken in', 'usb', '--fingerprint', fingerprint);
    expect(taken.stdout).toMatch(/^Imported: /m);
    expect(taken.exitCode).toBe(0);
    const refused = await commands.run('import', 'nowhere', 'mirror');
    expect(refused.stderr).toMatch(/mirror" cannot be read as an export: it is a mirror\./);
    expect(refused.exitCode).toBe(2);
    expect(await readdir(commands.folder)).not.toContain('nowhere');
  });

  it('is told from a mirror, where one is wanted', async () => {
    const asMirror = await commands.run('plan', 'stick');
    expect(asMirror.stderr).toMatch(/"stick" is an export, not a mirror\.\n {2}Import it/);
    expect(asMirror.exitCode).toBe(2);
    const asExport = await commands.run('verify-bundle', 'mirror');
    expect(asExport.stderr).toContain('cannot be read as an export: it is a mirror.');
    const receipt = await commands.run('receipt', 'mirror', '.');
    expect(receipt.stderr).toContain('Nothing was imported into "mirror" yet');
    expect(receipt.exitCode).toBe(2);
  });
});

describe('drives', () => {
  it.runIf(process.platform === 'linux')('are listed, and what is none is not let go', async () => {
    const listed = await commands.run('drives', '--json');
    expect(jsonLines(listed.stdout)).toMatchObject([{ type: 'drives', exitCode: 0 }]);
    expect((await commands.run('drives')).exitCode).toBe(0);
    const refused = await commands.run('drives', '--release', 'stick');
    expect(refused.stderr).toContain('"stick" is no drive of this computer');
    expect(refused.exitCode).toBe(2);
  });
});

describe('approval', () => {
  it('writes what has to be looked at before anything travels, and the export carries the same', async () => {
    const { stdout, exitCode } = await commands.run('approval', 'mirror', '--output', 'sheets', '--json');
    expect(jsonLines(stdout)).toMatchObject([{ type: 'approval', exitCode: 0 }]);
    expect(exitCode).toBe(0);
    const names = ['approval.csv', 'approval.html', 'sbom.cdx.json'];
    expect(await listFiles(at('sheets'))).toEqual(names);
    for (const name of names) {
      const carried = await readFile(at('stick', 'approval', name), 'utf8');
      expect(await readFile(at('sheets', name), 'utf8')).toBe(carried);
    }
    const csv = await readFile(at('sheets', 'approval.csv'), 'utf8');
    expect(csv).toMatch(/^sand,1\.0,sand-1\.0-py3-none-any\.whl,.*"required by ""sand""/m);
    expect(csv.split('\r\n')).toHaveLength(26);
  });

  it('takes records of vulnerabilities, and ends with 2 where they are none', async () => {
    const events = [{ introduced: '3.0' }, { fixed: '7.0' }];
    const affected = [
      { package: { ecosystem: 'PyPI', name: 'sand' }, ranges: [{ type: 'ECOSYSTEM', events }] },
    ];
    await writeFile(at('osv.json'), JSON.stringify({ id: 'PYSEC-1', affected }));
    await commands.run('export', 'mirror', 'known', '--osv', 'osv.json');
    const csv = await readFile(at('known', 'approval', 'approval.csv'), 'utf8');
    expect(
      csv.split('\r\n').flatMap((line) => (line.includes('PYSEC-1') ? [line.split(',')[1]] : [])),
    ).toEqual(['3.0', '5.0']);
    await writeFile(at('osv.json'), '{}');
    const refused = await commands.run('approval', 'mirror', '--output', 'none', '--osv', 'osv.json');
    expect(refused.stderr).toContain('it has no records of projects on PyPI in the OSV format');
    expect(refused.exitCode).toBe(2);
    const without = await commands.run('export', 'mirror', 'without', '--no-approval');
    expect(without.exitCode).toBe(0);
    expect(await listFiles(at('without'))).not.toContain('approval/approval.html');
    expect((await commands.run('approval', 'mirror')).exitCode).toBe(2);
  });
});

describe('import', () => {
  it('asks for the fingerprint, takes in, leaves a receipt, and serves as a base', async () => {
    const first = await commands.run('import', 'far', 'stick');
    expect(first.exitCode).toBe(2);
    expect(first.stderr).toContain(`sandgrouse import far stick --fingerprint ${fingerprint}`);
    const second = await commands.run('import', 'far', 'stick', '--fingerprint', fingerprint.toLowerCase());
    expect(second.stdout).toMatch(/^Imported: .*: 2 projects/m);
    expect(second.exitCode).toBe(0);
    expect(await findFaults(at('far'))).toEqual([]);
    expect(await readdir(at('stick', 'receipts'))).toHaveLength(4);
    const receipt = await commands.run('receipt', 'far', '.', '--json');
    expect(jsonLines(receipt.stdout)[0]).toMatchObject({ type: 'receipt', exitCode: 0 });
    const since = await commands.run('export', 'mirror', 'nothing', '--since', 'stick');
    expect(since.stderr).toContain('Nothing has changed since that base');
    const status = await commands.run('status', 'far');
    expect(status.stdout).toMatch(/Imported: +[\d-]{10} [\d:]{5} \(.* ago\), [0-9a-f]{4}-/);
    expect(status.stdout).toMatch(/Last sync: +none; what is here was imported\n/);
  });

  it('names what was changed, and ends with 1', async () => {
    await commands.run('export', 'mirror', 'bad');
    const page = at('bad', 'simple', 'sand', 'index.html');
    await writeFile(page, (await readFile(page, 'utf8')).replace('sand', 'evil'));
    const verified = await commands.run('verify-bundle', 'bad');
    expect(verified.stdout).toContain('"simple/sand/index.html" was changed');
    expect(verified.exitCode).toBe(1);
    const imported = await commands.run('import', 'far-too', 'bad', '--fingerprint', fingerprint);
    expect(imported.stderr).toContain('"simple/sand/index.html" was changed');
    expect(imported.exitCode).toBe(1);
  });
});

describe('transfers', () => {
  it('shows both sides what both did, and by whom, also in the history', async () => {
    const both = ['exported ada', 'imported bob'];
    const told = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { stdout, exitCode } = await commands.run(...words, '--json');
      expect(exitCode).toBe(0);
      const lines = jsonLines(stdout).filter(({ type }) => type === 'transfer');
      return lines.map(({ transfer, user }) => `${String(transfer)} ${String(user)}`).reverse();
    };
    await commands.run('init', 'own', '--upstream', 'http://127.0.0.1:1/simple/');
    expect((await commands.run('transfers', 'own')).stdout).toBe('Nothing was exported or imported yet.\n');
    await commands.run('export', 'mirror', 'logged', '--by', 'ada');
    expect((await told('transfers', 'mirror')).at(-1)).toBe('exported ada');
    expect((await commands.run('verify-bundle', 'logged')).stdout).toMatch(/^Exported by: {2}ada on /m);
    const words = ['import', 'logged-far', 'logged', '--fingerprint', fingerprint, '--by', 'bob'];
    expect((await commands.run(...words)).exitCode).toBe(0);
    expect((await told('transfers', 'logged-far')).slice(-2)).toEqual(both);
    expect((await told('history', 'logged-far')).slice(-2)).toEqual(both);
    const { stdout, stderr } = await commands.run(
      'transfers',
      'mirror',
      '--receipt',
      'logged',
      '--limit',
      '2',
    );
    expect(stderr).toContain('Took in 1 receipt.');
    const [imported, exported] = stdout.split('\n');
    expect(imported).toMatch(/ {2}another side: Imported [0-9a-f-]{14} of "mirror" \(\d+ files, .*\(bob@/);
    expect(exported).toMatch(/ {2}Exported [0-9a-f-]{14} of "mirror" .*, signed by [0-9A-Z-]{39} {2}\(ada@/);
    expect((await told('history', 'mirror')).slice(-2)).toEqual(both);
    expect((await commands.run('transfers', 'mirror', '--receipt', 'own')).stderr).toContain(
      'No receipt for this',
    );
    expect((await commands.run('transfers', 'nowhere')).exitCode).toBe(2);
    expect((await commands.run('export', 'mirror', 'x', '--by', ' ')).exitCode).toBe(2);
  });
});

describe('serve', () => {
  it('gives out an export from where it lies, tells whose it is, and not what was changed', async () => {
    await commands.run('export', 'mirror', 'served');
    const [page] = (await listFiles(at('served'))).filter((path) => path.startsWith('simple/stone/'));
    await writeFile(at('served', page ?? ''), 'evil');
    const before = await listFiles(at('served'));
    const running = commands.start('serve', 'served', '--json');
    const line = await running.printed(/^.*"type":"serving".*$/m);
    const { indexUrl, bundles } = JSON.parse(line) as { indexUrl: string; bundles: readonly unknown[] };
    expect(bundles).toMatchObject([{ fingerprint, mirror: 'mirror' }]);
    const html = { headers: { accept: 'text/html' } };
    expect((await fetch(new URL('sand/', indexUrl), html)).status).toBe(200);
    expect((await fetch(new URL('stone/', indexUrl), html)).status).toBe(500);
    running.process.kill('SIGINT');
    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).filter(({ type }) => type === 'damaged')).toMatchObject([
      { names: [`"${page ?? ''}" was changed`] },
    ]);
    expect(await listFiles(at('served'))).toEqual(before);
  });
});

/** Lets a command begin with its work, kills it, and does so again and again, at moments from its beginning to its end. */
async function killRepeatedly(
  words: readonly string[],
  begun: RegExp,
  { look, startAnew }: { readonly look: () => Promise<boolean>; readonly startAnew: () => Promise<void> },
): Promise<void> {
  let done = 0;
  const whole = commands.start(...words);
  await whole.said(begun);
  const startedMs = performance.now();
  expect((await whole.ended).exitCode).toBe(0);
  const wholeMs = performance.now() - startedMs;
  await startAnew();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const running = commands.start(...words);
    await running.said(begun);
    const waitMs = ((kill + Math.random()) / KILLS) * wholeMs;
    await new Promise((fulfil) => setTimeout(fulfil, waitMs));
    running.process.kill('SIGKILL');
    await running.ended;
    if (!(await look())) continue;
    done += 1;
    await startAnew();
  }
  console.info(
    `${words[0] ?? ''}: killed ${KILLS} times within ${Math.round(wholeMs)} ms; done in ${done} of them.`,
  );
}

describe('kill -9 at any moment', () => {
  it('leaves an export unfinished or whole, and the next one finishes it', async () => {
    const words = ['export', 'mirror', 'killed'];
    await killRepeatedly(words, /Looking at what is there/, {
      look: async () => {
        const isSealed = (await listFiles(at('killed'))).includes('manifest.json');
        expect((await commands.run('verify-bundle', 'killed')).exitCode).toBe(isSealed ? 0 : 2);
        return isSealed;
      },
      startAnew: () => rm(at('killed'), { recursive: true }),
    });
    expect((await commands.run('export', 'mirror', 'killed')).exitCode).toBe(0);
    expect((await commands.run('verify-bundle', 'killed')).exitCode).toBe(0);
  }, 300_000);

  it('leaves a far mirror as it was or as it will be, and the next import finishes it', async () => {
    const words = ['import', 'killed-far', 'stick', '--fingerprint', fingerprint];
    await killRepeatedly(words, /Checking/, {
      look: async () => {
        const pages = (await listFiles(at('killed-far'))).filter((path) => /^web\/simple\//.test(path));
        expect([0, 9]).toContain(pages.length);
        if (pages.length > 0) expect(await findFaults(at('killed-far'))).toEqual([]);
        return pages.length > 0;
      },
      startAnew: () => rm(at('killed-far'), { recursive: true }),
    });
    expect(await commands.run(...words)).toMatchObject({
      stderr: expect.stringContaining('putting it in place') as string,
      exitCode: 0,
    });
    expect(await findFaults(at('killed-far'))).toEqual([]);
  }, 300_000);
});
