import { describe, expect, it } from 'vitest';
import type { ImportChoices } from '../../contract/import-report';
import { readPyproject } from './read-pyproject';

const PROJECT = `[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "Dune.App"
version = "1.0"
requires-python = ">=3.10"
dynamic = ["optional-dependencies"]
dependencies = [
  "httpx[http2]>=0.27",
  "tomli>=2; python_version < '3.11'",
  "sandlib",
  "torch>=2",
  "uploader @ git+https://github.com/example/uploader",
  "dune-app[fast]",
  "broken ==",
]

[project.optional-dependencies]
fast = ["orjson>=3.10", "uvloop; sys_platform != 'win32'"]
all = ["dune-app[fast,all]; python_version >= '3.12'", "rich"]

[dependency-groups]
test = ["pytest>=8", "coverage"]
dev = [{ include-group = "test" }, "ruff"]
round = [{ include-group = "round" }]

[tool.uv]
dev-dependencies = ["ipython"]
constraint-dependencies = ["h11>=0.16"]
override-dependencies = ["numpy<3"]

[tool.uv.sources]
sandlib = { workspace = true }
torch = [{ index = "pytorch-cpu", marker = "sys_platform == 'linux'" }]
`;

const POETRY = `[tool.poetry]
name = "dune"
version = "0.1.0"

[tool.poetry.dependencies]
python = "^3.9"
requests = "^2.31"
Flask = { version = "~3.0", extras = ["async"], python = ">=3.10", platform = "linux|darwin" }
numpy = [
  { version = "^1.26", python = "<3.12" },
  { version = "^2.0", python = ">=3.12", markers = "platform_machine != 'armv7l'" },
]
sandlib = { git = "https://github.com/example/sandlib.git", branch = "main" }
local = { path = "../local", develop = true }
psycopg = { version = "*", optional = true }
pick = "^1 || ^2"
wrong = "latest"
company = { version = "1.*", source = "company", allow-prereleases = true }

[tool.poetry.extras]
db = ["psycopg"]

[tool.poetry.group.dev.dependencies]
pytest = "^8.0"

[tool.poetry.dev-dependencies]
black = "24.*"

[build-system]
requires = ["poetry-core>=1.0.0"]
`;

const read = (text: string, choices: ImportChoices | null = null) =>
  readPyproject('pyproject.toml', text, choices);
const texts = (lines: readonly { readonly text: string }[]) => lines.map(({ text }) => text);

describe('pyproject.toml', () => {
  it('brings what the project needs, and offers the rest', () => {
    const { findings, choices } = read(PROJECT);
    expect(findings.requirements.map(({ text, place }) => [text, place])).toEqual([
      ['httpx[http2]>=0.27', 'pyproject.toml, [project] dependencies, entry 1'],
      ['tomli>=2; python_version < "3.11"', 'pyproject.toml, [project] dependencies, entry 2'],
      ['torch>=2', 'pyproject.toml, [project] dependencies, entry 4'],
      ['orjson>=3.10', 'pyproject.toml, [project.optional-dependencies] fast, entry 1'],
      ['uvloop; sys_platform != "win32"', 'pyproject.toml, [project.optional-dependencies] fast, entry 2'],
    ]);
    expect(texts(findings.constraints)).toEqual(['h11>=0.16']);
    expect(findings.notCarried.map(({ name }) => name)).toEqual(['sandlib', 'uploader']);
    expect(choices).toEqual([
      { kind: 'extra', name: 'fast', selected: false, lines: 2 },
      { kind: 'extra', name: 'all', selected: false, lines: 3 },
      { kind: 'group', name: 'test', selected: false, lines: 2 },
      { kind: 'group', name: 'dev', selected: false, lines: 4 },
      { kind: 'group', name: 'round', selected: false, lines: 0 },
      { kind: 'group', name: 'build-system', selected: false, lines: 1 },
    ]);
  });

  it('says what it leaves out', () => {
    const { findings } = read(PROJECT);
    expect(findings.notes.map(({ effect, place }) => [effect, place.slice(16)])).toEqual([
      ['not-applicable', '[project] dependencies, entry 4'],
      ['error', '[project] dependencies, entry 7'],
      ['not-applicable', '[project] requires-python'],
      ['warning', '[project] dynamic'],
      ['not-applicable', '[tool.uv] override-dependencies'],
    ]);
  });

  it('brings the extras and groups that are chosen, however their names are written', () => {
    const { findings, choices } = read(PROJECT, { extras: ['ALL'], groups: ['dev', 'build_system'] });
    expect(texts(findings.requirements).slice(5)).toEqual([
      'orjson>=3.10; python_version >= "3.12"',
      'uvloop; python_version >= "3.12" and sys_platform != "win32"',
      'rich',
      'pytest>=8',
      'coverage',
      'ruff',
      'ipython',
      'hatchling>=1.27',
    ]);
    expect(choices.filter(({ selected }) => selected).map(({ name }) => name)).toEqual([
      'all',
      'dev',
      'build-system',
    ]);
  });

  it('ends where extras name each other ever more often', () => {
    const extra = (index: number) =>
      `e${index} = ["d[e${index + 1}]; os_name == '${index}'", "d[e${index + 1}]; os_name != '${index}'"]`;
    const extras = Array.from({ length: 40 }, (_, index) => extra(index)).join('\n');
    const { findings } = read(
      `[project]\nname = "d"\ndependencies = ["d[e0]"]\n[project.optional-dependencies]\n${extras}\ne40 = ["x"]\n`,
    );
    expect(findings.notes[0]).toMatchObject({
      effect: 'error',
      message: expect.stringContaining('too often') as string,
    });
  });

  it('says where an extra or a group that is wished is not there, and what there is', () => {
    const { findings } = read(PROJECT, { extras: ['FAST', 'slow'], groups: ['tset'] });
    expect(findings.notes.filter(({ message }) => message.startsWith('there is no'))).toEqual([
      {
        effect: 'error',
        place: 'pyproject.toml',
        message: 'there is no extra "slow"; it has "fast", "all"',
      },
      {
        effect: 'error',
        place: 'pyproject.toml',
        message: expect.stringMatching(/^there is no group "tset"; it has "test", "dev", /) as string,
      },
    ]);
  });

  it('takes a group of more than fits into the arguments of one call', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => `"p${index}"`).join(',');
    const text = `[dependency-groups]\nbase = [${many}]\nall = [{ include-group = "base" }]\n`;
    const { findings } = read(text, { extras: [], groups: ['all'] });
    expect(findings.requirements.length).toBe(200_000);
  });

  it('names a circle of groups', () => {
    const { findings } = read(PROJECT, { extras: [], groups: ['round'] });
    expect(findings.notes).toContainEqual({
      effect: 'error',
      place: 'pyproject.toml, [dependency-groups] round',
      message: expect.stringContaining('circle') as string,
    });
  });

  it.each([
    ['[project\n', /line 1/],
    ['project = 1\n', /"project"/],
    ['[project]\ndependencies = "a"\n', /"project", "dependencies"/],
    ['[project]\ndependencies = [1]\n', /"project", "dependencies"/],
    ['[tool.poetry]\ndependencies = []\n', /"dependencies"/],
  ])('that is wrong is refused with the place: %j', (text, place) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({
          code: 'input-invalid',
          parameters: expect.objectContaining({ place: expect.stringMatching(place) as string }) as object,
        }) as object,
      }) as Error,
    );
  });
});

describe("poetry's tables", () => {
  it('become requirements of PEP 508', () => {
    const { findings, choices } = read(POETRY);
    expect(texts(findings.requirements)).toEqual([
      'requests<3.0,>=2.31',
      'flask[async]<3.1,>=3.0; python_version >= "3.10" and (sys_platform == "linux" or sys_platform == "darwin")',
      'numpy<2.0,>=1.26; python_version < "3.12"',
      'numpy<3.0,>=2.0; platform_machine != "armv7l" and python_version >= "3.12"',
      'pick<3.0,>=2',
      'company==1.*',
    ]);
    expect(findings.notCarried.map(({ name }) => name)).toEqual(['sandlib', 'local']);
    expect(choices).toEqual([
      { kind: 'extra', name: 'db', selected: false, lines: 1 },
      { kind: 'group', name: 'dev', selected: false, lines: 2 },
      { kind: 'group', name: 'build-system', selected: false, lines: 1 },
    ]);
    expect(findings.notes.map(({ effect, place }) => [effect, place.replace(/^.*\] /, '')])).toEqual([
      ['not-applicable', 'python'],
      ['changed', 'pick'],
      ['error', 'wrong'],
      ['not-applicable', 'company'],
      ['not-applicable', 'company'],
    ]);
  });

  it('bring extras and groups that are chosen', () => {
    const { findings } = read(POETRY, { extras: ['db'], groups: ['dev'] });
    expect(texts(findings.requirements).slice(6)).toEqual(['psycopg', 'black==24.*', 'pytest<9.0,>=8.0']);
  });

  it('only say where from, once the project has its dependencies in PEP 621', () => {
    const { findings } = read(
      '[project]\nname = "d"\ndependencies = ["sandlib>=1", "rich"]\n[tool.poetry.dependencies]\nsandlib = { git = "https://x.example/s.git" }\nrich = { source = "company" }\n',
    );
    expect(texts(findings.requirements)).toEqual(['rich']);
    expect(findings.notCarried.map(({ name }) => name)).toEqual(['sandlib']);
    expect(findings.notes.map(({ effect }) => effect)).toEqual(['not-applicable']);
  });
});
