import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completePath, type PersonFolders, suggestFolder } from './folders';

let folders: PersonFolders;

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'sandgrouse-home-'));
  folders = { home, documents: join(home, 'Documents') };
});

afterEach(() => rm(folders.home, { recursive: true }));

describe('a typed path', () => {
  it('that is absolute stays, without what it does not need', () => {
    const typed = ` ${join(folders.home, 'a', '..', 'lab')} `;
    expect(completePath(typed, folders)).toBe(join(folders.home, 'lab'));
  });

  it('with ~ counts from the home folder', () => {
    expect(completePath('~/lab', folders)).toBe(join(folders.home, 'lab'));
    expect(completePath('~', folders)).toBe(folders.home);
  });

  it('without a root counts from the documents', () => {
    expect(completePath('lab', folders)).toBe(join(folders.documents, 'lab'));
  });
});

describe('a suggested folder', () => {
  const suggested = (...rest: readonly string[]): string => join(folders.documents, 'Sandgrouse', ...rest);

  it('has the name of the mirror', async () => {
    expect(await suggestFolder('Météo lab', folders)).toBe(suggested('Météo lab'));
  });

  it('is none that exists', async () => {
    await mkdir(suggested('lab'), { recursive: true });
    await mkdir(suggested('lab-2'));
    expect(await suggestFolder('lab', folders)).toBe(suggested('lab-3'));
  });

  it.each(['', '..', '///', 'con', 'NUL.txt'])('for the name "%s" is called mirror', async (name) => {
    expect(await suggestFolder(name, folders)).toBe(suggested('mirror'));
  });

  it('never leaves the documents', async () => {
    expect(await suggestFolder('../../etc/passwd', folders)).toBe(suggested('etc-passwd'));
  });
});
