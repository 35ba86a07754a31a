import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatMarker } from '../marker-tree';
import type { RequirementSource } from '../requirement-source';
import { parseRequirementsFile, type RequirementsItem } from '../requirements-file';
import type { OptionValue } from '../requirements-option';

type Row = readonly [number, string, ...unknown[]] | null;

interface Table {
  readonly variables: Readonly<Record<string, string>>;
  readonly cases: readonly (readonly [string, readonly Row[]])[];
}

const table = JSON.parse(
  readFileSync(new URL('./requirements-files.json', import.meta.url), 'utf8'),
) as Table;

function sourceRow(source: RequirementSource): readonly unknown[] {
  if (source.kind === 'address')
    return ['address', source.marker === null ? '' : formatMarker(source.marker)];
  const { name, extras, specifiers, marker } = source.requirement;
  return ['index', marker === null ? '' : formatMarker(marker), name, extras, specifiers.text];
}

function settingsOf(options: readonly OptionValue[]): Readonly<Record<string, unknown>> {
  const settings: Record<string, string[]> = {};
  for (const { value } of options) {
    const [key = '', ...rest] = (value ?? '').split('=');
    settings[key] = [...(settings[key] ?? []), rest.join('=')];
  }
  return Object.fromEntries(
    Object.entries(settings).map(([key, all]) => [key, all.length > 1 ? all : all[0]]),
  );
}

function requirementRow(item: Extract<RequirementsItem, { kind: 'requirement' }>): Row {
  const hashes: Record<string, string[]> = {};
  for (const { algorithm, digest } of item.hashes) hashes[algorithm] = [...(hashes[algorithm] ?? []), digest];
  const options = {
    ...(item.hashes.length > 0 ? { hashes } : {}),
    ...(item.options.length > 0 ? { config_settings: settingsOf(item.options) } : {}),
  };
  return [item.line, 'requirement', item.text, sourceRow(item.source), options];
}

const REPEATED: Readonly<Record<string, string>> = {
  '--extra-index-url': 'extra_index_urls',
  '--find-links': 'find_links',
  '--trusted-host': 'trusted_hosts',
};

/** The options of one line as pip holds them: one value, a list, or a sorted set. */
function optionsRow(line: number, items: readonly RequirementsItem[]): Row {
  const values: Record<string, unknown> = {};
  for (const item of items) {
    if (item.kind !== 'option' || item.name === '--use-feature') continue;
    const key = REPEATED[item.name] ?? item.name.slice(2).replaceAll('-', '_');
    const known = (values[key] ?? []) as readonly string[];
    if (Object.hasOwn(REPEATED, item.name)) values[key] = [...known, item.value];
    else if (/binary$|^all|^only/.test(key) && item.value !== null)
      values[key] = [...new Set([...known, item.value])].sort();
    else values[key] = item.value ?? true;
  }
  return [line, 'options', values];
}

function rowOf(items: readonly RequirementsItem[]): Row {
  const [first] = items;
  switch (first?.kind) {
    case 'requirement':
      return requirementRow(first);
    case 'editable':
      return [first.line, 'editable', first.address];
    case 'file':
      return [first.line, first.role, first.address];
    case 'option':
    case 'ignored':
      return optionsRow(first.line, items);
    default:
      return null;
  }
}

function byLine(items: readonly RequirementsItem[]): ReadonlyMap<number, readonly RequirementsItem[]> {
  const groups = new Map<number, RequirementsItem[]>();
  for (const item of items) groups.set(item.line, [...(groups.get(item.line) ?? []), item]);
  return groups;
}

/** A line of `--`, or of what is ignored, has no effect, and need not be there. */
function saysAnything(row: Row): boolean {
  return !(row?.[1] === 'options' && Object.keys(row[2] as object).length === 0);
}

/** What pip says of a requirement that it cannot read comes later than what it says of options. */
function withoutLaterFaults(row: Row): Row {
  return row?.[1] === 'requirement' && row[3] === null ? null : row;
}

function sorted(value: unknown): unknown {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

it('reads every requirements file as pip does', () => {
  const lookup = (name: string) => (Object.hasOwn(table.variables, name) ? table.variables[name] : null);
  const differences = table.cases.flatMap(([text, all]) => {
    const groups = byLine(parseRequirementsFile(text, lookup));
    const rows = all.filter(saysAnything);
    const expected = rows.map(withoutLaterFaults);
    // pip stops at the first fault of options; behind it nothing can be compared.
    const end = rows.indexOf(null) < 0 ? undefined : rows.length;
    const actual = [...groups.values()].map(rowOf).filter(saysAnything).slice(0, end);
    return sorted(actual) === sorted(expected) ? [] : [{ text, expected, actual }];
  });
  expect(table.cases.length).toBeGreaterThan(1000);
  expect(differences).toEqual([]);
});
