import { describe, expect, it } from 'vitest';
import { addBinding, bindProjects, readProjectPattern } from './bound-index';

const indexFor = bindProjects([
  { url: 'https://one.example/', projects: ['torch', 'nvidia-*', 'acme-tools'] },
  { url: 'https://two.example/', projects: ['torch*', 'acme-*', 'nvidia-cuda*', 'nvidia-cuda-runtime'] },
]);
const urlFor = (project: string): string | null => indexFor(project)?.url ?? null;

describe('the index of a project', () => {
  it.each([
    ['torch', 'https://one.example/'],
    ['torchvision', 'https://two.example/'],
    ['acme-tools', 'https://one.example/'],
    ['acme-tools-more', 'https://two.example/'],
    ['nvidia-cublas', 'https://one.example/'],
    ['nvidia-cuda-nvrtc', 'https://two.example/'],
    ['nvidia-', 'https://one.example/'],
  ])('is the one with the most exact pattern: %s', (project, url) => {
    expect(urlFor(project)).toBe(url);
  });

  it.each(['numpy', 'tor', 'my-torch', 'nvidia', 'acme'])(
    'is upstream where none is bound: %s',
    (project) => {
      expect(urlFor(project)).toBeNull();
    },
  );

  it('is upstream where there is no other', () => {
    expect(bindProjects([])('torch')).toBeNull();
  });
});

describe('what is bound', () => {
  it.each([
    ['Torch.Vision', 'torch-vision'],
    [' nvidia_* ', 'nvidia-*'],
    ['t*', 't*'],
  ])('is written in one spelling: %s', (text, pattern) => {
    expect(readProjectPattern(text)).toBe(pattern);
  });

  it.each(['*', '', 'a b', 'torch-', '-torch', 'tor*ch', 'torch==2', '../x'])('is no pattern: %s', (text) => {
    expect(readProjectPattern(text)).toBeNull();
  });

  it('grows where the index is known, and each project is there once', () => {
    const one = { url: 'https://one.example/simple/', projects: ['torch'] };
    expect(addBinding([one], { url: 'https://one.example/simple', projects: ['torch', 'numpy'] })).toEqual([
      { ...one, projects: ['torch', 'numpy'] },
    ]);
    expect(addBinding([one], { url: 'https://two.example/', projects: ['numpy', 'numpy'] })).toEqual([
      one,
      { url: 'https://two.example/', projects: ['numpy'] },
    ]);
  });
});
