import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Environment } from '../marker';
import { formatTag } from '../tag';
import { environmentOf, type TargetWheelFacts, tagsOfTarget } from '../target-environment';

interface Table {
  readonly platforms: readonly (readonly string[])[];
  readonly pythons: readonly {
    readonly facts: TargetWheelFacts;
    readonly environment: Environment;
    readonly tags: readonly (readonly [string, string, number])[];
  }[];
}

const table = JSON.parse(readFileSync(new URL('./environments.json', import.meta.url), 'utf8')) as Table;

it.each(table.pythons)(
  'gives $facts.implementation $facts.pythonVersion the markers that it gives itself',
  (python) => {
    expect(environmentOf(python.facts)).toEqual(python.environment);
  },
);

it.each(table.pythons)(
  'gives $facts.implementation $facts.pythonVersion the tags that it accepts',
  (python) => {
    const expected = python.tags.flatMap(([interpreter, abi, list]) =>
      (table.platforms[list] ?? []).map((platform) => formatTag({ interpreter, abi, platform })),
    );
    expect(tagsOfTarget(python.facts).map(formatTag)).toEqual(expected);
    expect(tagsOfTarget({ ...python.facts, tags: expected }).map(formatTag)).toEqual(expected);
  },
);
