import type { NormalizedName } from '../../python-packaging/name';
import { type Fields, isTable } from './document-fields';
import { NOT_CARRIED_REASONS } from './lock-fields';
import { foreignReason } from './poetry-dependency';
import { normalized, type SourceOverride } from './pyproject-parts';

/**
 * Which projects `[tool.uv.sources]` takes from elsewhere (https://docs.astral.sh/uv/concepts/projects/dependencies/),
 * and `[tool.poetry.dependencies]` where `[project]` has the dependencies themselves.
 */
export function readSourceOverrides(document: Fields): ReadonlyMap<NormalizedName, SourceOverride> {
  const overrides = new Map<NormalizedName, SourceOverride>();
  const tool = document.table('tool');
  const poetry = document.table('project') === null ? null : tool?.table('poetry')?.table('dependencies');
  for (const table of [poetry, tool?.table('uv')?.table('sources')]) {
    for (const name of table?.keys ?? []) {
      const override = overrideOf(name, table?.value(name));
      if (override !== null) overrides.set(normalized(name), override);
    }
  }
  return overrides;
}

function overrideOf(name: string, value: unknown): SourceOverride | null {
  const sources = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isTable);
  const foreign = sources.filter((source) => reasonOf(source) !== null);
  const first = foreign[0];
  if (first !== undefined) {
    const isPartial =
      foreign.length < sources.length || foreign.every((source) => Object.hasOwn(source, 'marker'));
    return { reason: reasonOf(first), message: '', isPartial };
  }
  const index = sources
    .map((source) => source.index ?? source.source)
    .find((found) => typeof found === 'string');
  if (index === undefined) return null;
  const message = `"${name}" comes from the index "${index}"; this mirror looks for it at its one upstream`;
  return { reason: null, message, isPartial: false };
}

function reasonOf(source: Readonly<Record<string, unknown>>): string | null {
  return source.workspace === true ? NOT_CARRIED_REASONS.folder : foreignReason(source);
}
