import { z } from 'zod';
import type { ImportNote } from '../../contract/import-report';
import { TARGET_ID, type Target, targetSchema } from '../../contract/target';
import { formatTag } from '../../python-packaging/tag';
import { environmentOf, tagsOfTarget } from '../../python-packaging/target-environment';
import { decodeText } from './decode-text';
import { type Fields, openJson } from './document-fields';
import { describePlace, refuseInput } from './input-place';

const FORMAT_VERSION = 1;

/** A project that the computer has already. */
export interface InstalledProject {
  readonly name: string;
  readonly version: string;
}

export interface TargetFile {
  readonly target: Target;
  readonly installed: readonly InstalledProject[];
  readonly notes: readonly ImportNote[];
}

const word = z.string().min(1).max(300);
const installedSchema = z
  .array(z.object({ name: word, version: word }))
  .max(100_000)
  .default([]);

const SYSTEMS: readonly unknown[] = ['linux', 'macos', 'windows'];
const IMPLEMENTATIONS: readonly unknown[] = ['cpython', 'pypy'];

/**
 * Reads what the target script wrote on another computer: a JSON object with `"sandgrouse-target": 1`, the fields of a
 * `Target`, `host` in place of an id, and what is installed. Markers and tags are kept where they differ from those that
 * follow from the rest. Throws `input-invalid`.
 */
export function readTargetFile(content: Uint8Array, name: string): TargetFile {
  const document = openJson(name, decodeText(content, { name, place: '' }));
  const version = document.value('sandgrouse-target');
  if (version !== FORMAT_VERSION) {
    document.fail(`it has version ${String(version)}; only version ${FORMAT_VERSION} can be read`);
  }
  refuseUnknownKinds(document);
  const told = parsed(
    targetSchema,
    {
      id: document.value('id') ?? idOf(document),
      implementation: document.value('implementation'),
      pythonVersion: document.value('pythonVersion'),
      freeThreaded: document.value('freeThreaded'),
      pypyAbi: document.value('pypyAbi'),
      platform: document.value('platform'),
      markers: document.value('markers') ?? {},
      tags: document.value('tags') ?? null,
    },
    document,
  );
  const installed = parsed(installedSchema, document.value('installed'), document, ['installed']);
  const notes: ImportNote[] = [];
  const place = describePlace(document.at);
  const markerVersion = told.markers.python_full_version;
  if (markerVersion !== undefined && markerVersion !== told.pythonVersion) {
    const message = `it speaks of Python ${told.pythonVersion} and of ${markerVersion}; markers are judged for the second`;
    notes.push({ effect: 'warning', place, message });
  }
  if (installed.length > 0) {
    const message = `what is installed there already (${installed.length}) is not counted on by the plan`;
    notes.push({ effect: 'not-applicable', place: `${name}, "installed"`, message });
  }
  return { target: withoutDerived(told), installed, notes };
}

/** Kinds of Python and of computers that there are and that cannot be planned for get words of their own. */
function refuseUnknownKinds(document: Fields): void {
  const implementation = document.value('implementation');
  if (typeof implementation === 'string' && !IMPLEMENTATIONS.includes(implementation)) {
    document.fail(`it describes "${implementation}", and only CPython and PyPy can be planned for`);
  }
  const platform = document.table('platform');
  const system = platform?.value('system');
  if (typeof system === 'string' && !SYSTEMS.includes(system)) {
    document.fail(`it describes "${system}", and only Linux, macOS and Windows can be planned for`);
  }
  if (system === 'linux' && platform?.value('libc') === null) {
    document.fail('its C library is neither glibc nor musl, and wheels for Linux need one of them');
  }
}

/** `lab-pc-cp312`, of the computer's name and its Python. */
function idOf(document: Fields): string {
  const host = safe(document.text('host') ?? '') || 'computer';
  const [major = '3', minor = ''] = (document.text('pythonVersion') ?? '').split('.');
  const kind = document.value('implementation') === 'pypy' ? 'pp' : 'cp';
  const python = safe(`${kind}${major}${minor}${document.value('freeThreaded') === true ? 't' : ''}`);
  const id = `${host.slice(0, 40)}-${python.slice(0, 20)}`;
  return TARGET_ID.test(id) ? id : `computer-${kind}`;
}

const safe = (text: string): string =>
  text
    .slice(0, 300)
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');

function parsed<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  { at }: Fields,
  path: readonly string[] = [],
): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = [...path, ...(issue?.path ?? [])].map(String).join('.');
  return refuseInput(
    { name: at.name, place: place === '' ? '' : `"${place}"` },
    issue?.message ?? 'it is no target',
  );
}

function withoutDerived(told: Target): Target {
  const bare: Target = { ...told, markers: {}, tags: null };
  const derived = new Map<string, string>(Object.entries(environmentOf(bare)));
  const markers = Object.entries(told.markers).filter(
    ([variable, value]) => derived.has(variable) && derived.get(variable) !== value,
  );
  const toldTags = (told.tags ?? []).map((tag) => tag.toLowerCase());
  const isDerived = toldTags.length === 0 || areAlike(toldTags, tagsOfTarget(bare).map(formatTag));
  return { ...bare, markers: Object.fromEntries(markers), tags: isDerived ? null : toldTags };
}

/** Tools differ in where they put `linux_x86_64`, by which no wheel of an index is tagged. */
function areAlike(told: readonly string[], derived: readonly string[]): boolean {
  const ordered = (tags: readonly string[]): string =>
    tags.filter((tag) => !tag.includes('-linux_')).join('\n');
  return told.length === derived.length && ordered(told) === ordered(derived);
}
