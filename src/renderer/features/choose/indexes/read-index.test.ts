import { describe, expect, it } from 'vitest';
import { readAddress, readProjects } from './read-index';

describe('the address of an index', () => {
  it.each([
    [' https://wheels.example/whl/cpu ', 'https://wheels.example/whl/cpu/'],
    ['file:///srv/mirror/simple/', 'file:///srv/mirror/simple/'],
  ])('is read from %j', (text, url) => {
    expect(readAddress(text)).toEqual({ value: url, fault: null });
  });

  it.each([
    ['', 'noAddress'],
    ['wheels.example', 'notAnAddress'],
    ['ftp://wheels.example/', 'notAnAddress'],
    ['https://wheels.example/?token=1', 'notAnAddress'],
    ['https://me:secret@wheels.example/', 'password'],
  ])('is none in %j: %s', (text, kind) => {
    expect(readAddress(text).fault?.kind).toBe(kind);
  });
});

describe('the projects of an index', () => {
  const indexes = [
    { url: 'https://one.example/', projects: ['torch'] },
    { url: 'https://two.example/', projects: ['acme-*'] },
  ];
  const read = (text: string) => readProjects(text, { indexes, url: 'https://one.example' });

  it('are read between commas, each once and in one spelling', () => {
    expect(read('Torch, torch,, nvidia_*\n').value).toEqual(['torch', 'nvidia-*']);
  });

  it.each([
    [' , ', { kind: 'noProjects' }],
    ['torch, torch==2', { kind: 'notAName', name: 'torch==2' }],
    ['ACME-*', { kind: 'taken', name: 'acme-*', url: 'https://two.example/' }],
  ])('are none in %j', (text, fault) => {
    expect(read(text)).toEqual({ value: null, fault });
  });
});
