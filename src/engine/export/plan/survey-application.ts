import { type Dirent, constants as fileConstants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../../contract/problem';
import type { PortableApplication } from '../../../contract/settings';
import { diskProblem, isMissing } from '../../files/disk-problems';
import { findBundlePathFault, foldPath, TOOLS_FOLDER } from '../format/bundle-paths';
import type { CarriedFile } from './carried-file';
import { readToolFacts } from './survey-tools';

/** Where the application lies that is to be carried. */
export interface ApplicationPlace {
  /** The folder with Electron's executable, as it is unpacked. */
  readonly runtimeFolder: string;
  /** The folder with the application's package.json and `out/`. */
  readonly applicationFolder: string;
}

/** A file of the application before it is read. `path` is relative to its folder in the bundle. */
interface Found {
  readonly path: string;
  readonly place: string;
}

/** Executables that a folder may have, and what each becomes. Those of Windows can be carried from Linux as well. */
const EXECUTABLES = [
  { name: 'sandgrouse', becomes: 'sandgrouse', platform: 'linux' },
  { name: 'electron', becomes: 'sandgrouse', platform: 'linux' },
  { name: 'sandgrouse.exe', becomes: 'sandgrouse.exe', platform: 'win32' },
  { name: 'electron.exe', becomes: 'sandgrouse.exe', platform: 'win32' },
] as const;

type Executable = (typeof EXECUTABLES)[number];

/** The folder of a bundle with the application, `tools/sandgrouse-linux-x64` say. */
export function portableFolder({ platform, architecture }: PortableApplication): string {
  return `${TOOLS_FOLDER}/sandgrouse-${platform}-${architecture}`;
}

/** For which computers it is, and how large. Throws `export-application-unusable`, or a disk problem. */
export async function describeApplication(place: ApplicationPlace): Promise<PortableApplication> {
  const executable = await findExecutable(place);
  const architecture = await readArchitecture(join(place.runtimeFolder, executable.name));
  if (architecture === null) return unusable(place.runtimeFolder, 'its executable is for no known processor');
  let bytes = 0;
  for (const found of await listApplication(place, executable)) bytes += (await stat(found.place)).size;
  return { platform: executable.platform, architecture, bytes };
}

/**
 * The application with all that it needs to run, for a far side that has no internet. Throws
 * `export-application-unusable`, or a disk problem.
 */
export async function surveyApplication(
  place: ApplicationPlace,
  { signal }: { readonly signal: AbortSignal },
): Promise<{ readonly described: PortableApplication; readonly files: readonly CarriedFile[] }> {
  const described = await describeApplication(place);
  const files: CarriedFile[] = [];
  for (const found of await listApplication(place, await findExecutable(place))) {
    const path = `${portableFolder(described)}/${found.path}`;
    const fault = findBundlePathFault(path);
    if (fault !== null) unusable(found.place, fault);
    const source = { kind: 'file', place: found.place, owner: null } as const;
    files.push({ path, ...(await readToolFacts(found.place, { signal })), source });
  }
  return { described, files };
}

/** Throws `export-application-unusable`: a file beside it wants the name of its folder. */
export function refuseTwin(described: PortableApplication, tools: readonly CarriedFile[]): void {
  const folder = portableFolder(described);
  const twin = tools.find(({ path }) => foldPath(path) === foldPath(folder));
  if (twin !== undefined) unusable(folder, 'another file beside the mirror has the same name');
}

async function findExecutable({ runtimeFolder }: ApplicationPlace): Promise<Executable> {
  for (const executable of EXECUTABLES) {
    const entry = await stat(join(runtimeFolder, executable.name)).catch(() => null);
    if (entry?.isFile() === true) return executable;
  }
  return unusable(runtimeFolder, 'there is no Electron for Linux or Windows in it');
}

/** The runtime without what it would run by itself, and what is built of the application. */
async function listApplication(
  { runtimeFolder, applicationFolder }: ApplicationPlace,
  { name, becomes }: Executable,
): Promise<readonly Found[]> {
  const runtime = (await listFiles(runtimeFolder, '', new Set(['resources']))).map((found) => {
    return found.path === name ? { ...found, path: becomes } : found;
  });
  const built = await listFiles(join(applicationFolder, 'out'), 'resources/app/out/', new Set());
  const main = 'resources/app/out/main/index.js';
  if (!built.some(({ path }) => path === main)) unusable(applicationFolder, 'it is not built');
  const description = {
    path: 'resources/app/package.json',
    place: join(applicationFolder, 'package.json'),
  };
  return [...runtime, description, ...built];
}

/** All files below, sorted. Hidden ones are left out; what is neither file nor folder is refused. */
async function listFiles(
  folder: string,
  prefix: string,
  leftOut: ReadonlySet<string>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.') || leftOut.has(entry.name)) continue;
    const place = join(folder, entry.name);
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) found.push(...(await listFiles(place, `${path}/`, new Set())));
    else if (entry.isFile()) found.push({ path, place });
    else unusable(place, 'it is a link, which many drives cannot hold');
  }
  return found;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return unusable(folder, 'there is no such folder');
    throw diskProblem(error, { path: folder, operation: 'read' });
  }
}

const HEAD_BYTES = 4096;
/** By the number that stands for it in an executable of Linux (ELF), and in one of Windows (PE). */
const ELF_MACHINES: ReadonlyMap<number, string> = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const PE_MACHINES: ReadonlyMap<number, string> = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

async function readArchitecture(path: string): Promise<string | null> {
  const file = await open(path, fileConstants.O_RDONLY);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    await file.read(head, 0, HEAD_BYTES, 0);
    if (head.toString('latin1', 0, 4) === '\x7fELF') return ELF_MACHINES.get(head.readUInt16LE(18)) ?? null;
    if (head.toString('latin1', 0, 2) !== 'MZ') return null;
    const start = head.readUInt32LE(0x3c);
    return start + 6 > HEAD_BYTES ? null : (PE_MACHINES.get(head.readUInt16LE(start + 4)) ?? null);
  } finally {
    await file.close();
  }
}

function unusable(path: string, reason: string): never {
  return refuse('export-application-unusable', { path, reason });
}
