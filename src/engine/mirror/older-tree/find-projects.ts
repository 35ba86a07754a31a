import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type NormalizedName, parseProjectName } from '../../../python-packaging/name';
import { diskProblem, isMissing } from '../../files/disk-problems';
import { type MirrorPaths, PAGE_FILES } from '../mirror-paths';
import { lookAt } from './links';

/** A project of an older mirror: the folders of `web/simple` with pages of it, the one of its normalised name first. */
export interface OlderProject {
  readonly name: NormalizedName;
  /** Relative to `web/simple`, with `/`: `flask`, `Flask`, `f/flask`. */
  readonly folders: readonly string[];
  /** Its older JSON, relative to `web`: `json/Flask`; `null` where there is none. */
  readonly legacyJson: string | null;
}

export interface OlderProjects {
  readonly projects: readonly OlderProject[];
  readonly layout: 'plain' | 'hash-index';
  /** Names of folders that can be no project's. */
  readonly strangers: readonly string[];
}

const FORMS: ReadonlySet<string> = new Set(Object.values(PAGE_FILES));

/** Only folders with a page count: what is left of another may hold older versions of pages, say. Throws a disk problem. */
export async function findOlderProjects(
  { simple, web }: MirrorPaths,
  { signal }: { readonly signal: AbortSignal },
): Promise<OlderProjects> {
  const folders = new Map<NormalizedName, string[]>();
  const strangers: string[] = [];
  let layout: OlderProjects['layout'] = 'plain';
  const take = (folder: string, name: string): void => {
    const normalized = parseProjectName(name);
    if (normalized === null) strangers.push(folder);
    else folders.set(normalized, [...(folders.get(normalized) ?? []), folder]);
  };
  for (const entry of await list(simple)) {
    signal.throwIfAborted();
    const { name } = entry;
    if (entry.isSymbolicLink() && !FORMS.has(name)) {
      const place = await lookAt(simple, join(simple, name));
      const isAlias =
        place.kind === 'link-inside' && parseProjectName(basename(place.target)) === parseProjectName(name);
      if (isAlias) take(name, name);
    } else if (entry.isDirectory()) {
      const hashed = name.length === 1 ? await foldersBelow(join(simple, name), name) : [];
      for (const below of hashed) take(`${name}/${below}`, below);
      if (hashed.length > 0) layout = 'hash-index';
      if (await hasPage(join(simple, name))) take(name, name);
    }
  }
  const legacy = await legacyNames(web);
  const names = [...new Set([...folders.keys(), ...legacy.keys()])].sort();
  const projects = names.map((name): OlderProject => {
    const found = folders.get(name) ?? [];
    const legacyName = legacy.get(name);
    return {
      name,
      folders: found.sort((one, other) => Number(other === name) - Number(one === name)),
      legacyJson: legacyName === undefined ? null : `json/${legacyName}`,
    };
  });
  return { projects, layout, strangers };
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskProblem(error, { path: folder, operation: 'read' });
  }
}

/** The projects in a folder of a hash index; `versions` of a project of one letter is none. */
async function foldersBelow(folder: string, letter: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await list(folder)) {
    const isOfLetter = entry.name.toLowerCase().startsWith(letter.toLowerCase());
    if (entry.isDirectory() && isOfLetter && (await hasPage(join(folder, entry.name))))
      names.push(entry.name);
  }
  return names;
}

async function hasPage(folder: string): Promise<boolean> {
  return (await list(folder)).some(({ name }) => FORMS.has(name));
}

/** The files of `web/json` by the project that they are of; a normalised name goes before others. */
async function legacyNames(web: string): Promise<ReadonlyMap<NormalizedName, string>> {
  const names = new Map<NormalizedName, string>();
  const folder = join(web, 'json');
  if ((await lookAt(web, folder)).kind !== 'folder') return names;
  for (const entry of await list(folder)) {
    const name = entry.isFile() ? parseProjectName(entry.name) : null;
    if (name !== null && (entry.name === name || !names.has(name))) names.set(name, entry.name);
  }
  return names;
}
