import { describe, expect, it } from 'vitest';
import { entriesNamed } from '../../../testing/plan-entries';
import type { ChainLink } from '../../contract/plan-summary';
import { normalizeName } from '../../python-packaging/name';
import { explainProject } from './explain-project';
import type { Plan, TargetPackage, TargetPlan } from './plan';
import { summarisePlan } from './summarise';

const link = (project: string, requirement: string): ChainLink => ({
  project,
  version: project === '' ? null : '1.0',
  requirement,
});

const entry = (
  project: string,
  requiredBy: readonly ChainLink[],
  more?: Partial<TargetPackage>,
): TargetPackage => ({
  project: normalizeName(project),
  version: '1.0',
  filename: `${project}-1.0-py3-none-any.whl`,
  purpose: 'install',
  requiredBy,
  passedOver: [],
  ...more,
});

const target = (id: string, packages: readonly TargetPackage[]): TargetPlan => ({
  id,
  label: id,
  complete: true,
  problems: [],
  packages,
});

const planOf = (targets: readonly TargetPlan[], projects: readonly string[]): Plan => ({
  planId: 'plan',
  createdAtMs: 0,
  upstreamUrl: 'https://index.example/simple/',
  profileDigest: '',
  projects: projects.map((project) => ({
    project: normalizeName(project),
    indexUrl: null,
    serial: null,
    requirements: [],
    status: null,
    files: [],
    leftOut: [],
    removals: [],
  })),
  removedProjects: [],
  targets,
  changes: null,
  notices: [],
  guards: [],
  complete: true,
  freeBytes: null,
});

const ROOT = link('', 'flask');
const FLASK = entry('flask', [ROOT]);
const JINJA = entry('jinja2', [link('flask', 'jinja2>=3')]);
const MARKUPSAFE = entry('markupsafe', [link('jinja2', 'markupsafe'), link('flask', 'markupsafe>=2')], {
  passedOver: [{ version: '3.0', reason: 'it needs Python 3.9' }],
});
const PLAN = planOf(
  [target('linux', [FLASK, JINJA, MARKUPSAFE]), target('windows', [FLASK])],
  ['flask', 'jinja2', 'markupsafe'],
);

describe('why a project is in the plan', () => {
  it('is told by every way from what the person wrote, the shortest first', () => {
    const [linux, windows] = explainProject(PLAN, 'MarkupSafe', entriesNamed(PLAN, 'MarkupSafe')).targets;
    expect(linux?.chains).toEqual([
      [ROOT, link('flask', 'markupsafe>=2')],
      [ROOT, link('flask', 'jinja2>=3'), link('jinja2', 'markupsafe')],
    ]);
    expect(linux?.others).toEqual([{ version: '3.0', reason: 'it needs Python 3.9' }]);
    expect(windows).toMatchObject({ chosen: null, chains: [] });
  });

  it('ends where projects ask for one another', () => {
    const ring = planOf(
      [target('linux', [entry('a', [ROOT, link('b', 'a')]), entry('b', [link('a', 'b')])])],
      [],
    );
    expect(explainProject(ring, 'b', entriesNamed(ring, 'b')).targets[0]?.chains).toEqual([
      [ROOT, link('a', 'b')],
    ]);
  });

  it('is not known of a project that the plan does not have', () => {
    expect(explainProject(PLAN, 'django', entriesNamed(PLAN, 'django'))).toMatchObject({
      project: 'django',
      known: false,
      files: [],
    });
  });
});

describe('the row of a project', () => {
  it('names its targets and who asks for it', () => {
    const rows = summarisePlan(PLAN).projects;
    expect(rows.map(({ project, requiredBy, targets }) => ({ project, requiredBy, targets }))).toEqual([
      { project: 'flask', requiredBy: [], targets: ['linux', 'windows'] },
      { project: 'jinja2', requiredBy: ['flask'], targets: ['linux'] },
      { project: 'markupsafe', requiredBy: ['flask', 'jinja2'], targets: ['linux'] },
    ]);
  });
});
