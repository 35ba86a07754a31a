import type { ImportChoice, ImportChoices } from '../../contract/import-report';
import { dependencyGroupNames, expandDependencyGroup } from '../../python-packaging/dependency-groups';
import { type Fields, openToml } from './document-fields';
import { addFindings, type Findings, noFindings, note } from './findings';
import type { InputPlace } from './input-place';
import { readPoetryParts } from './poetry-parts';
import {
  normalized,
  openExpansion,
  openPart,
  type PyprojectContext,
  type PyprojectPart,
  takeRequirement,
  takeWritten,
  type WrittenRequirement,
} from './pyproject-parts';
import { readSourceOverrides } from './pyproject-sources';

const BUILD_GROUP = 'build-system';

/**
 * Reads a pyproject.toml: the dependencies of `[project]` (PEP 621), its extras, the dependency groups (PEP 735), and
 * the tables of poetry and uv. Extras and groups come with the `choices` that name them, none without; what the build
 * needs is offered as the group "build-system". Throws `input-invalid`.
 */
export function readPyproject(
  name: string,
  text: string,
  choices: ImportChoices | null,
): { readonly findings: Findings; readonly choices: readonly ImportChoice[] } {
  const document = openToml(name, text);
  const project = document.table('project');
  const context: PyprojectContext = {
    name: projectName(document),
    overrides: readSourceOverrides(document),
    extras: new Map(
      [...writtenTable(project?.table('optional-dependencies') ?? null, 'project.optional-dependencies')].map(
        ([extra, written]) => [normalized(extra), written],
      ),
    ),
  };
  const findings = noFindings();
  takeWritten(writtenList(project, 'dependencies', '[project] dependencies'), context, findings);
  describeProject(project, document, findings);
  const isEnrichment = project?.value('dependencies') !== undefined;
  const parts = mergeParts([
    ...extraParts(project, context),
    ...dependencyGroupParts(document, context),
    ...readPoetryParts(document, { isEnrichment, findings }),
    ...uvParts(document, context, findings),
    ...buildParts(document, context),
  ]);
  if (choices !== null) noteUnknown(choices, parts, { name, findings });
  return { findings, choices: parts.map((part) => choose(part, choices, findings)) };
}

/** A slip of the pen would bring nothing, and look as if it had. */
function noteUnknown(
  choices: ImportChoices,
  parts: readonly PyprojectPart[],
  { name, findings }: { readonly name: string; readonly findings: Findings },
): void {
  for (const [kind, wanted] of [['extra', choices.extras] as const, ['group', choices.groups] as const]) {
    const known = parts.flatMap(({ choice }) => (choice.kind === kind ? [choice.name] : []));
    const names = new Set(known.map(normalized));
    const has =
      known.length === 0
        ? 'none'
        : known
            .slice(0, 50)
            .map((found) => `"${found}"`)
            .join(', ');
    for (const missing of wanted.filter((written) => !names.has(normalized(written)))) {
      const message = `there is no ${kind} "${missing}"; it has ${has}`;
      note(findings, 'error', { name, place: '' }, message);
    }
  }
}

function projectName(document: Fields): PyprojectContext['name'] {
  const written =
    document.table('project')?.text('name') ?? document.table('tool')?.table('poetry')?.text('name') ?? null;
  return written === null ? null : normalized(written);
}

function describeProject(project: Fields | null, document: Fields, findings: Findings): void {
  const requiresPython = project?.text('requires-python') ?? null;
  const at = (key: string): InputPlace => ({ name: document.at.name, place: `[project] ${key}` });
  if (requiresPython !== null) {
    const message = `the project asks for Python "${requiresPython}"; which Pythons the mirror serves, its targets say`;
    note(findings, 'not-applicable', at('requires-python'), message);
  }
  const dynamic = project?.texts('dynamic') ?? [];
  for (const key of ['dependencies', 'optional-dependencies']) {
    if (!dynamic.includes(key)) continue;
    const isPoetry = document.table('tool')?.table('poetry')?.value('dependencies') !== undefined;
    if (isPoetry) continue;
    const message = `"${key}" are made by the build, which never runs here; import a requirements file or a lock instead`;
    note(findings, 'warning', at('dynamic'), message);
  }
}

function extraParts(project: Fields | null, context: PyprojectContext): readonly PyprojectPart[] {
  const table = project?.table('optional-dependencies') ?? null;
  return [...writtenTable(table, 'project.optional-dependencies')].map(([extra, written]) => {
    const part = openPart('extra', extra);
    takeWritten(written, context, part.findings, extra);
    return part;
  });
}

function dependencyGroupParts(document: Fields, context: PyprojectContext): readonly PyprojectPart[] {
  const groups = document.value('dependency-groups');
  return dependencyGroupNames(groups).map((group) => {
    const part = openPart('group', group);
    const at: InputPlace = { name: document.at.name, place: `[dependency-groups] ${group}` };
    const expanded = expandDependencyGroup(groups, group);
    if (!expanded.ok) note(part.findings, 'error', at, expanded.message);
    const expansion = openExpansion(context, part.findings, null);
    for (const { requirement, group: origin } of expanded.ok ? expanded.requirements : []) {
      const place = { ...at, place: `[dependency-groups] ${origin}` };
      takeRequirement(requirement, place, expansion);
    }
    return part;
  });
}

/** uv's own group from before PEP 735, and its constraints, which hold whatever is chosen. */
function uvParts(document: Fields, context: PyprojectContext, findings: Findings): readonly PyprojectPart[] {
  const uv = document.table('tool')?.table('uv') ?? null;
  if (uv === null) return [];
  const limits = noFindings();
  takeWritten(
    writtenList(uv, 'constraint-dependencies', '[tool.uv] constraint-dependencies'),
    context,
    limits,
  );
  findings.constraints.push(...limits.requirements);
  findings.notes.push(...limits.notes);
  if (uv.texts('override-dependencies').length > 0) {
    const at: InputPlace = { name: document.at.name, place: '[tool.uv] override-dependencies' };
    note(
      findings,
      'not-applicable',
      at,
      'what a project asks for is never overridden here; import the uv.lock instead',
    );
  }
  const written = writtenList(uv, 'dev-dependencies', '[tool.uv] dev-dependencies');
  if (written.length === 0) return [];
  const part = openPart('group', 'dev');
  takeWritten(written, context, part.findings);
  return [part];
}

function buildParts(document: Fields, context: PyprojectContext): readonly PyprojectPart[] {
  const written = writtenList(document.table('build-system'), 'requires', '[build-system] requires');
  if (written.length === 0) return [];
  const part = openPart('group', BUILD_GROUP);
  takeWritten(written, context, part.findings);
  return [part];
}

/** Several tables may add to one extra or group. */
function mergeParts(parts: readonly PyprojectPart[]): readonly PyprojectPart[] {
  const merged = new Map<string, PyprojectPart>();
  for (const part of parts) {
    const key = `${part.choice.kind} ${normalized(part.choice.name)}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, part);
    else addFindings(known.findings, part.findings);
  }
  return [...merged.values()];
}

function choose(part: PyprojectPart, choices: ImportChoices | null, findings: Findings): ImportChoice {
  const { kind, name } = part.choice;
  const chosen = (kind === 'extra' ? choices?.extras : choices?.groups) ?? [];
  const selected = chosen.some((wanted) => normalized(wanted) === normalized(name));
  if (selected) addFindings(findings, part.findings);
  return { kind, name, selected, lines: part.findings.requirements.length };
}

function writtenTable(
  table: Fields | null,
  place: string,
): ReadonlyMap<string, readonly WrittenRequirement[]> {
  return new Map((table?.keys ?? []).map((key) => [key, writtenList(table, key, `[${place}] ${key}`)]));
}

function writtenList(table: Fields | null, key: string, place: string): readonly WrittenRequirement[] {
  return (table?.texts(key) ?? []).map((text, index) => ({
    text,
    at: { name: table?.at.name ?? '', place: `${place}, entry ${index + 1}` },
  }));
}
