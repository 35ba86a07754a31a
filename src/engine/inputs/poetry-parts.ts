import { type Fields, isTable } from './document-fields';
import { type Findings, note } from './findings';
import type { InputPlace } from './input-place';
import { isOptional, takePoetryDependency } from './poetry-dependency';
import { normalized, openPart, type PyprojectPart } from './pyproject-parts';

/**
 * Takes the tables of poetry: what is always installed goes to `findings`, extras and groups are parts of their own.
 * Where `[project]` has the dependencies, `[tool.poetry.dependencies]` only adds to them and is passed over here.
 */
export function readPoetryParts(
  document: Fields,
  { isEnrichment, findings }: { readonly isEnrichment: boolean; readonly findings: Findings },
): readonly PyprojectPart[] {
  const poetry = document.table('tool')?.table('poetry') ?? null;
  if (poetry === null) return [];
  const parts: PyprojectPart[] = [];
  const dependencies = isEnrichment ? null : poetry.table('dependencies');
  const optional = new Map<
    string,
    { readonly name: string; readonly value: unknown; readonly at: InputPlace }
  >();
  for (const name of dependencies?.keys ?? []) {
    const value = dependencies?.value(name);
    const at = placeOf(document, `[tool.poetry.dependencies] ${name}`);
    if (name === 'python') note(findings, 'not-applicable', at, pythonMessage(value));
    else if (isOptional(value)) optional.set(normalized(name), { name, value, at });
    else takePoetryDependency(name, value, at, findings);
  }
  const extras = isEnrichment ? null : poetry.table('extras');
  for (const extra of extras?.keys ?? []) {
    const part = openPart('extra', extra);
    for (const name of extras?.texts(extra) ?? []) {
      const found = optional.get(normalized(name));
      if (found !== undefined) takePoetryDependency(found.name, found.value, found.at, part.findings);
    }
    parts.push(part);
  }
  return [...parts, ...groupParts(document, poetry)];
}

function groupParts(document: Fields, poetry: Fields): readonly PyprojectPart[] {
  const parts: PyprojectPart[] = [];
  const add = (name: string, table: Fields | null, place: string): void => {
    const part = openPart('group', name);
    for (const dependency of table?.keys ?? []) {
      const at = placeOf(document, `[${place}] ${dependency}`);
      takePoetryDependency(dependency, table?.value(dependency), at, part.findings);
    }
    parts.push(part);
  };
  const old = poetry.table('dev-dependencies');
  if (old !== null) add('dev', old, 'tool.poetry.dev-dependencies');
  const groups = poetry.table('group');
  for (const name of groups?.keys ?? []) {
    add(name, groups?.table(name)?.table('dependencies') ?? null, `tool.poetry.group.${name}.dependencies`);
  }
  return parts;
}

const placeOf = (document: Fields, place: string): InputPlace => ({ name: document.at.name, place });

function pythonMessage(value: unknown): string {
  const version = isTable(value) ? value.version : value;
  return `the project asks for Python "${typeof version === 'string' ? version : '*'}"; which Pythons the mirror serves, its targets say`;
}
