import { parseRequirement } from '../../python-packaging/requirement';
import { type Fields, fieldsOf, isTable } from './document-fields';
import { type Findings, importedLine, note } from './findings';
import { describePlace, type InputPlace } from './input-place';
import { NOT_CARRIED_REASONS } from './lock-fields';
import { parsePoetryConstraint, pythonMarker } from './poetry-constraint';

const FOREIGN_KEYS = {
  git: NOT_CARRIED_REASONS.git,
  url: NOT_CARRIED_REASONS.url,
  file: NOT_CARRIED_REASONS.file,
  path: NOT_CARRIED_REASONS.folder,
} as const;

/** Whether a dependency of poetry is `optional = true`: then it comes by an extra only. */
export function isOptional(value: unknown): boolean {
  return isTable(value) && value.optional === true;
}

/** Why no index carries what a dependency of poetry or a source of uv names; `null` for what one does. */
export function foreignReason(value: unknown): string | null {
  if (!isTable(value)) return null;
  const key = (Object.keys(FOREIGN_KEYS) as (keyof typeof FOREIGN_KEYS)[]).find((kind) =>
    Object.hasOwn(value, kind),
  );
  return key === undefined ? null : FOREIGN_KEYS[key];
}

/**
 * Takes a dependency as poetry has it: a constraint, a table with one, or a list of such tables. What cannot be read is
 * a note with the effect `error`.
 */
export function takePoetryDependency(name: string, value: unknown, at: InputPlace, findings: Findings): void {
  for (const single of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    const fields = fieldsOf(isTable(single) ? single : { version: single }, at);
    const reason = foreignReason(single);
    if (reason === null) takeSingle(name, fields, findings);
    else findings.notCarried.push({ name, reason, place: describePlace(at) });
  }
}

function takeSingle(name: string, fields: Fields, findings: Findings): void {
  const { at } = fields;
  const constraint = parsePoetryConstraint(fields.text('version') ?? '*');
  const marker = markerOf(fields);
  if (!constraint.ok || !marker.ok) {
    const message = constraint.ok ? (marker.ok ? '' : marker.message) : constraint.message;
    note(findings, 'error', at, `"${name}" cannot be read: ${message}`);
    return;
  }
  // An index has no "or"; of alternatives, the last one written is as a rule the newest.
  const clauses = constraint.alternatives.at(-1) ?? [];
  if (constraint.alternatives.length > 1) {
    note(
      findings,
      'changed',
      at,
      `"${name} ${fields.text('version') ?? ''}": a requirement cannot say "or"; "${clauses.join(',') || '*'}" is taken of it`,
    );
  }
  if (fields.flag('allow-prereleases') === true || fields.flag('allows-prereleases') === true) {
    note(
      findings,
      'not-applicable',
      at,
      `"${name}": prereleases are chosen for all projects, in the options of the mirror`,
    );
  }
  const source = fields.text('source');
  if (source !== null) {
    note(
      findings,
      'not-applicable',
      at,
      `"${name}" comes from the source "${source}"; this mirror looks for it at its one upstream`,
    );
  }
  const extras = fields.texts('extras');
  const text = `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${clauses.join(',')}${marker.text === '' ? '' : `; ${marker.text}`}`;
  const parsed = parseRequirement(text);
  if (parsed.ok) findings.requirements.push(importedLine(parsed.requirement, at));
  else note(findings, 'error', at, `"${text}" cannot be read: ${parsed.error.message}`);
}

type MarkerText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** `markers`, `python` and `platform` together. */
function markerOf(fields: Fields): MarkerText {
  const python = fields.text('python');
  const pythonText = python === null ? '' : pythonMarker(python);
  if (pythonText === null) return { ok: false, message: `"${python ?? ''}" is no constraint on Python` };
  const platform = fields.text('platform');
  const terms = [fields.text('markers') ?? '', pythonText, platform === null ? '' : platformMarker(platform)];
  const present = terms.filter((term) => term.trim() !== '');
  return {
    ok: true,
    text: present.length < 2 ? present.join('') : present.map((term) => `(${term})`).join(' and '),
  };
}

/** `linux`, `!=win32`, `linux|darwin`. */
function platformMarker(text: string): string {
  return text
    .split(/\|\|?/)
    .map((part) => {
      const [, operator = '', name = ''] = /^\s*(==|!=)?\s*(.*?)\s*$/.exec(part) ?? [];
      return `sys_platform ${operator === '' ? '==' : operator} ${JSON.stringify(name)}`;
    })
    .join(' or ');
}
