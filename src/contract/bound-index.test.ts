import { describe, expect, it } from 'vitest';
import { bindProjects } from './bound-index';

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
