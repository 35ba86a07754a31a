import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Environment, evaluateMarker, type MarkerContext, parseMarker } from '../marker';
import { formatMarker, type Marker } from '../marker-tree';

type ContextRow =
  | { readonly kind: 'metadata'; readonly extra: string }
  | {
      readonly kind: 'lock-file';
      readonly extras: readonly string[];
      readonly dependencyGroups: readonly string[];
    }
  | { readonly kind: 'requirement' };

interface Table {
  readonly environments: readonly Environment[];
  readonly contexts: readonly ContextRow[];
  readonly cases: readonly (readonly [string, string | null, string?])[];
}

const table = JSON.parse(readFileSync(new URL('./markers.json', import.meta.url), 'utf8')) as Table;

const contexts = table.contexts.map(
  (row): MarkerContext =>
    row.kind === 'lock-file'
      ? { ...row, extras: new Set(row.extras), dependencyGroups: new Set(row.dependencyGroups) }
      : row,
);

function outcomes(marker: Marker): string {
  return contexts
    .flatMap((context) =>
      table.environments.map((environment) => evaluateMarker(marker, environment, context)),
    )
    .map((result) => (result.ok ? Number(result.holds) : 'x'))
    .join('');
}

it('reads, writes and evaluates every marker as packaging does', () => {
  const differences: unknown[] = [];
  for (const expected of table.cases) {
    const [text, canonical, bits] = expected;
    const parsed = parseMarker(text);
    const actual = parsed.ok
      ? [text, canonical && formatMarker(parsed.marker), outcomes(parsed.marker)]
      : [text, null];
    if (JSON.stringify(actual) !== JSON.stringify(expected)) differences.push({ expected, actual, bits });
  }
  expect(differences).toEqual([]);
});

it('writes markers that it reads as the same again', () => {
  const differences = table.cases.flatMap(([text]) => {
    const parsed = parseMarker(text);
    if (!parsed.ok) return [];
    const written = formatMarker(parsed.marker);
    const again = parseMarker(written);
    return again.ok &&
      formatMarker(again.marker) === written &&
      outcomes(again.marker) === outcomes(parsed.marker)
      ? []
      : [text];
  });
  expect(differences).toEqual([]);
});
