import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NotCarried } from '../../contract/import-report';
import { parseRequirementSource, type RequirementSource } from '../../python-packaging/requirement-source';
import { parseRequirementsFile, type RequirementsItem } from '../../python-packaging/requirements-file';
import { decodeText } from './decode-text';
import { boundFindings, type Findings, importedLine, note, withoutCredentials } from './findings';
import type { IncludedFiles } from './input-files';
import { describePlace, type InputPlace, refuseInput } from './input-place';
import { NOT_CARRIED_REASONS } from './lock-fields';
import { judgeOption } from './requirements-options';

export interface RequirementsContext {
  readonly files: IncludedFiles;
  readonly environmentVariable: (name: string) => string | null;
  readonly upstreamUrl: string;
  readonly findings: Findings;
}

/** What has been asked for beyond the lines. */
export interface RequirementsOutcome {
  readonly wantsPrereleases: boolean;
}

/** A file in its place: what asked for it, so that a circle is seen. */
interface OpenFile {
  readonly name: string;
  /** `null` for text that came from no folder. */
  readonly path: string | null;
  readonly folder: string | null;
  readonly role: 'requirements' | 'constraints';
  readonly parents: readonly string[];
}

const DEEPEST_INCLUSION = 10;
/** As long as an allowlist may be. Each line becomes many times its length in memory. */
const LONGEST_TEXT = 10_000_000;
const LONGEST_LINE = 1_000_000;

/**
 * Reads a requirements file with the files that it names, as pip does. What pip would refuse, a line or a file that is
 * not there, is a note with the effect `error`; the other lines are taken. Throws `input-invalid` for bytes that are no
 * text and for more files than anybody writes, or a disk problem.
 */
export async function readRequirements(
  source: { readonly name: string; readonly content: Uint8Array; readonly folder: string | null },
  context: RequirementsContext,
): Promise<RequirementsOutcome> {
  const { name, content, folder } = source;
  const path = folder === null ? null : resolve(folder, name);
  return readText(content, { name, path, folder, role: 'requirements', parents: [] }, context);
}

async function readText(
  content: Uint8Array,
  file: OpenFile,
  context: RequirementsContext,
): Promise<RequirementsOutcome> {
  const text = decodeText(content, { name: file.name, place: '' });
  refuseTooLong(text, file.name);
  let wantsPrereleases = false;
  for (const item of parseRequirementsFile(text, context.environmentVariable)) {
    const at: InputPlace = { name: file.name, place: `line ${item.line}` };
    if (item.kind === 'file') {
      const nested = await readNested(item, file, at, context);
      wantsPrereleases ||= nested.wantsPrereleases;
    } else if (item.kind === 'option') {
      const { effect, message, wantsPrereleases: wanted } = judgeOption(item, context.upstreamUrl);
      note(context.findings, effect, at, message);
      wantsPrereleases ||= wanted;
    } else {
      takeItem(item, file, at, context.findings);
    }
    boundFindings(context.findings, at);
  }
  return { wantsPrereleases };
}

function refuseTooLong(text: string, name: string): void {
  if (text.length > LONGEST_TEXT) refuseInput({ name, place: '' }, 'it has more than 10,000,000 characters');
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    if (end - start > LONGEST_LINE) {
      refuseInput({ name, place: `line ${line}` }, 'it has more than 1,000,000 characters');
    }
    start = end + 1;
  }
}

function takeItem(
  item: Exclude<RequirementsItem, { kind: 'file' | 'option' }>,
  file: OpenFile,
  at: InputPlace,
  findings: Findings,
): void {
  switch (item.kind) {
    case 'requirement':
      takeRequirement(item, file, at, findings);
      break;
    case 'editable': {
      const parsed = parseRequirementSource(item.address);
      const isForeign = parsed.ok && parsed.source.kind === 'address';
      const folder = { form: 'path', address: item.address, name: null } as const;
      findings.notCarried.push(foreignSource(isForeign ? parsed.source : folder, at));
      break;
    }
    case 'ignored':
      note(findings, 'warning', at, `"${item.text}" has no effect in this place, in pip neither`);
      break;
    case 'fault':
      note(findings, 'error', at, `this line cannot be read: ${item.message}`);
      break;
  }
}

function takeRequirement(
  item: Extract<RequirementsItem, { kind: 'requirement' }>,
  file: OpenFile,
  at: InputPlace,
  findings: Findings,
): void {
  if (item.source.kind === 'address') {
    findings.notCarried.push(foreignSource(item.source, at));
    return;
  }
  const sha256 = item.hashes
    .filter(({ algorithm }) => algorithm === 'sha256')
    .map(({ digest }) => digest.toLowerCase());
  const broken = sha256.find((digest) => !/^[0-9a-f]{64}$/.test(digest));
  if (broken !== undefined) {
    note(findings, 'error', at, `this line cannot be read: "${broken}" is no SHA-256`);
    return;
  }
  if (sha256.length < item.hashes.length) {
    const others = [...new Set(item.hashes.map(({ algorithm }) => algorithm))].filter(
      (name) => name !== 'sha256',
    );
    const effect = sha256.length === 0 ? 'warning' : 'not-applicable';
    note(
      findings,
      effect,
      at,
      `hashes by ${others.join(' and ')} are left out, for indexes have SHA-256${sha256.length === 0 ? '; any file of the release will do' : ''}`,
    );
  }
  if (item.options.length > 0) {
    const names = item.options.map(({ name }) => `"${name}"`).join(', ');
    note(findings, 'not-applicable', at, `${names}: it is for building, not for a mirror`);
  }
  const lines = file.role === 'constraints' ? findings.constraints : findings.requirements;
  lines.push(importedLine(item.source.requirement, at, sha256));
}

function foreignSource(
  source: Pick<Extract<RequirementSource, { kind: 'address' }>, 'form' | 'address' | 'name'>,
  at: InputPlace,
): NotCarried {
  const { form, address, name } = source;
  const reason =
    form === 'vcs'
      ? NOT_CARRIED_REASONS.git
      : form === 'url'
        ? NOT_CARRIED_REASONS.url
        : /\.(?:whl|zip|tgz|tar\.[a-z0-9]+)$/i.test(address)
          ? NOT_CARRIED_REASONS.file
          : NOT_CARRIED_REASONS.folder;
  return { name: name ?? withoutCredentials(address), reason, place: describePlace(at) };
}

const NOTHING: RequirementsOutcome = { wantsPrereleases: false };

/** A path counts from the file that names it. Addresses are not fetched: an import reads this computer only. */
async function readNested(
  item: Extract<RequirementsItem, { kind: 'file' }>,
  file: OpenFile,
  at: InputPlace,
  context: RequirementsContext,
): Promise<RequirementsOutcome> {
  const refuse = (message: string): RequirementsOutcome => {
    note(context.findings, 'error', at, message);
    return NOTHING;
  };
  const address = withoutCredentials(item.address);
  const local = localPath(item.address);
  if (local === null)
    return refuse(`"${address}" is an address, which is not fetched; save the file and import it`);
  if (file.folder === null)
    return refuse(`"${address}" cannot be found from pasted text; import the file itself`);
  const path = resolve(file.folder, local);
  const parents = file.path === null ? file.parents : [...file.parents, file.path];
  if (parents.includes(path)) return refuse(`"${address}" asks for itself in a circle; it is read once`);
  if (parents.length > DEEPEST_INCLUSION)
    return refuse(`"${address}" is named by files that name each other too deeply`);
  const content = await context.files.read(path, at);
  if (content === null) return refuse(`"${address}" is not there; nothing of it is imported`);
  const nested: OpenFile = { name: address, path, folder: dirname(path), role: item.role, parents };
  return readText(content, nested, context);
}

function localPath(address: string): string | null {
  if (/^file:/i.test(address)) {
    try {
      return fileURLToPath(address);
    } catch {
      return null;
    }
  }
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(address) ? null : address;
}
