import { describe, expect, it } from 'vitest';
import { findAllMatching } from './all-matching';
import { closeTarget } from './close-target';
import type { SolveInput } from './search';
import { createTargetView } from './target-view';
import { answerAll, createUniverse, requireRoot, requireTarget } from './testing/package-universe';

const PACKAGES = {
  app: { '3.0': ['base>=2'], '2.0': ['base<2'], '1.0': ['old-base'], '4.0rc1': ['base'] },
  base: { '2.1': [], '2.0': [], '1.0': ['colorama; sys_platform == "win32"'] },
  'old-base': { '1.0': [] },
  colorama: { '0.4': [] },
  native: { '1.0': { wheels: ['cp312-cp312-win_amd64'], sdist: true, build: ['builder>=1'] } },
  builder: { '2.0': ['base'] },
  pip: { '25.0': [] },
  setuptools: { '80.0': [] },
  wheel: { '0.45': [] },
};

function question(roots: readonly string[], target = 'linux-x86_64-cp312') {
  const { universe, answer } = createUniverse({ packages: PACKAGES });
  const input: SolveInput = {
    view: createTargetView(requireTarget(target), 'wheels-or-sdist'),
    universe,
    roots: roots.map(requireRoot),
    constraints: [],
    policy: { prereleases: 'when-asked', yanked: 'when-pinned' },
  };
  return { input, answer };
}

function matching(roots: readonly string[], newest: number | null, target?: string): readonly string[] {
  const { input, answer } = question(roots, target);
  const found = answerAll(findAllMatching(input, newest), answer);
  return found.map(({ name, candidate }) => `${name} ${candidate.version.canonical}`).sort();
}

describe('every release that requirements admit', () => {
  it('comes with what each of them requires', () => {
    expect(matching(['app'], null)).toEqual([
      'app 1.0',
      'app 2.0',
      'app 3.0',
      'base 1.0',
      'base 2.0',
      'base 2.1',
      'old-base 1.0',
    ]);
  });

  it('is limited to the newest that a requirement admits, so that none is left without', () => {
    expect(matching(['app', 'app<3'], 1)).toEqual(['app 2.0', 'app 3.0', 'base 1.0', 'base 2.1']);
  });

  it('is judged for the target', () => {
    expect(matching(['base<2'], 1, 'windows-amd64-cp312')).toEqual(['base 1.0', 'colorama 0.4']);
  });
});

describe('the closure of a target', () => {
  const close = (roots: readonly string[], options: Partial<Parameters<typeof closeTarget>[1]> = {}) => {
    const { input, answer } = question(roots);
    return answerAll(
      closeTarget(input, {
        mode: 'resolved',
        newestVersions: null,
        bootstrap: false,
        withSdists: false,
        ...options,
      }),
      answer,
    );
  };

  it('brings what builds a source distribution', () => {
    const { needed } = close(['native']);
    expect(needed.map(({ name, candidate, purpose }) => [name, candidate.kind, purpose])).toEqual([
      ['native', 'sdist', 'install'],
      ['base', 'wheel', 'build'],
      ['builder', 'wheel', 'build'],
    ]);
  });

  it('brings pip, setuptools and wheel when asked to', () => {
    const { needed } = close(['base'], { bootstrap: true });
    expect(needed.map(({ name, purpose }) => `${purpose} ${name}`)).toEqual([
      'install base',
      'bootstrap pip',
      'bootstrap setuptools',
      'bootstrap wheel',
    ]);
  });

  it('leaves out the last of the roots that contradict each other, names them, and goes on', () => {
    const { needed, faults } = close(['base>=2', 'colorama', 'app<3', 'nothing']);
    expect(needed.map(({ name, candidate }) => `${name} ${candidate.version.canonical}`)).toEqual([
      'app 1.0',
      'base 2.1',
      'colorama 0.4',
      'old-base 1.0',
    ]);
    expect(faults).toMatchObject([{ kind: 'conflict', explanation: { project: 'nothing' } }]);
  });

  it('holds one solution and all that match in mode "all-matching"', () => {
    const { needed } = close(['app<3'], { mode: 'all-matching', newestVersions: 1 });
    expect(needed.map(({ name, candidate }) => `${name} ${candidate.version.canonical}`)).toEqual([
      'app 2.0',
      'base 1.0',
    ]);
  });
});
