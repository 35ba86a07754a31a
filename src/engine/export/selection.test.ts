import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../../../testing/mirror-fixture';
import { parseTargetId } from '../../contract/target-presets';
import { readProfile, saveProfile } from '../profile/profile-file';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';

const { signal } = new AbortController();
const WHEELS = [
  { name: 'sand', version: '1.0', tag: 'cp312-cp312-win_amd64' },
  { name: 'sand', version: '1.0', tag: 'cp312-cp312-manylinux_2_28_x86_64' },
  { name: 'stone', version: '1.0', tag: 'cp312-cp312-win_amd64' },
  { name: 'dust', version: '1.0' },
];

let carried: CarriedMirror;
let stick: string;

beforeEach(async () => {
  carried = await createCarriedMirror(WHEELS, 'sand\nstone\ndust\n');
  stick = join(carried.drive, 'stick');
});
afterEach(() => carried.remove());

async function wheels(): Promise<readonly string[]> {
  return [...(await readTree(stick)).keys()]
    .filter((path) => path.endsWith('.whl'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .sort();
}

const roots = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(stick, 'simple', 'index.v1_json'), 'utf8'));

describe('an export', () => {
  it('of some projects lists these alone, and is whole on the far side', async () => {
    const selection = { kind: 'projects', projects: ['sand', 'dust'] } as const;
    expect(await carried.export(stick, { selection })).toMatchObject({
      manifest: { selection, projects: 2 },
    });
    expect(await wheels()).toHaveLength(3);
    expect(await roots()).toMatchObject({ projects: [{ name: 'dust' }, { name: 'sand' }] });
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
  });

  it('of some targets leaves out what they cannot install, from the pages too', async () => {
    const target = parseTargetId('linux-x86_64-cp312');
    if (target === null) throw new Error('the target is not known');
    const { directory } = carried.mirror;
    const profile = await readProfile(directory, { signal });
    await saveProfile(directory, { ...profile, targets: [target] }, { signal });
    const selection = { kind: 'targets', targets: [target.id] } as const;
    expect(await carried.export(stick, { selection })).toMatchObject({
      manifest: { selection, targets: [{ id: target.id }] },
    });
    expect(await wheels()).toEqual([
      'dust-1.0-py3-none-any.whl',
      'sand-1.0-cp312-cp312-manylinux_2_28_x86_64.whl',
    ]);
    expect(await roots()).toMatchObject({ projects: [{ name: 'dust' }, { name: 'sand' }] });
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
    expect(await carried.export(stick, { selection: { kind: 'targets', targets: ['amiga'] } })).toMatchObject(
      {
        problem: { code: 'target-unknown' },
      },
    );
  });

  it('takes files that help the far side, which are checked and do not become part of its mirror', async () => {
    const extras = [{ path: 'START-HERE.html', bytes: Buffer.from('<h1>Hello') }];
    await carried.export(stick, { extras });
    expect(await readFile(join(stick, 'START-HERE.html'), 'utf8')).toBe('<h1>Hello');
    expect(await readFile(join(stick, 'SHA256SUMS'), 'utf8')).toContain('  START-HERE.html\n');
    expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    expect([...(await readTree(carried.far)).keys()]).not.toContain('START-HERE.html');
    for (const path of ['packages/x', 'manifest.json', '../x']) {
      const evil = [{ path, bytes: Buffer.alloc(0) }];
      expect(await carried.export(join(carried.drive, 'evil'), { extras: evil })).toMatchObject({
        kind: 'failed',
      });
    }
  });

  it('of a mirror that is not what it lists names the file, and writes nothing', async () => {
    const { directory } = carried.mirror;
    const path = [...(await readTree(join(directory, 'web'))).keys()].find((name) => /dust.*whl$/.test(name));
    const wheel = join(directory, 'web', path ?? '');
    const content = await readFile(wheel);
    await rm(wheel);
    expect(await carried.export(stick)).toMatchObject({
      problem: { code: 'mirror-file-missing', parameters: { project: 'dust' } },
    });
    await writeFile(wheel, Buffer.alloc(content.length, 1));
    expect(await carried.export(stick)).toMatchObject({
      problem: { code: 'mirror-file-damaged', parameters: { project: 'dust' } },
    });
    expect((await readTree(stick)).has('manifest.json')).toBe(false);
  });
});

describe('an import', () => {
  it('keeps a profile that was changed on the far side, and refuses a mirror that was made there', async () => {
    await carried.export(stick);
    await carried.import(stick);
    const profile = join(carried.far, 'sandgrouse.toml');
    await writeFile(profile, `${await readFile(profile, 'utf8')}\n# ours\n`);
    expect(await carried.import(stick)).toMatchObject({ kept: ['mirror/sandgrouse.toml'] });
    expect(await readFile(profile, 'utf8')).toContain('# ours');
    const other = join(carried.drive, 'other');
    await mkdir(join(other, 'web', 'simple', 'gravel'), { recursive: true });
    expect(await carried.import(stick, { directory: other })).toMatchObject({
      problem: { code: 'bundle-of-other-mirror' },
    });
  });
});
