import { describe, expect, it } from 'vitest';
import { type Reading, readArguments } from './program';

function read(...words: readonly string[]): Reading & { readonly results: string; readonly notices: string } {
  let results = '';
  let notices = '';
  const reading = readArguments(words, {
    version: '1.2.3',
    writeResult: (text) => {
      results += text;
    },
    writeNotice: (text) => {
      notices += text;
    },
  });
  return { ...reading, results, notices };
}

describe('arguments', () => {
  it('of init have the defaults of a profile', () => {
    expect(read('init', 'mirror')).toMatchObject({
      kind: 'request',
      json: false,
      request: {
        command: 'init',
        directory: 'mirror',
        upstream: 'https://pypi.org/simple/',
        requirements: [],
        requirementsFiles: [],
        newestVersions: null,
        targets: [],
        closure: null,
        distributions: null,
        prereleases: 'when-asked',
        parallelDownloads: 10,
      },
    });
  });

  it('of init may be repeated where more than one makes sense', () => {
    const words = '--require six --require flask>=2 -r a.txt --requirement b.txt --newest 3 --parallel 64';
    const more = '--distributions wheels --prereleases always -u sample --json';
    expect(read('init', 'm', ...words.split(' '), ...more.split(' '))).toMatchObject({
      json: true,
      request: {
        upstream: 'sample',
        requirements: ['six', 'flask>=2'],
        requirementsFiles: ['a.txt', 'b.txt'],
        newestVersions: 3,
        distributions: 'wheels',
        prereleases: 'always',
        parallelDownloads: 64,
      },
    });
  });

  it.each([
    [
      ['plan', 'm'],
      { command: 'plan', directory: 'm', showFiles: false, explain: [], stallTimeoutMs: 20_000 },
    ],
    [
      ['plan', 'm', '--files', '--timeout', '3', '--explain', 'Six', '--explain', 'flask'],
      { command: 'plan', showFiles: true, explain: ['Six', 'flask'], stallTimeoutMs: 3000 },
    ],
    [
      ['sync', 'm'],
      { command: 'sync', directory: 'm', acceptGuards: false, planAnew: false, stallTimeoutMs: 20_000 },
    ],
    [
      ['sync', 'm', '-y', '--replan'],
      { command: 'sync', directory: 'm', acceptGuards: true, planAnew: true, stallTimeoutMs: 20_000 },
    ],
    [['status', 'm'], { command: 'status', directory: 'm' }],
    [['serve', 'm'], { command: 'serve', directories: ['m'], port: null }],
    [['serve', 'm', 'n'], { command: 'serve', directories: ['m', 'n'], port: null }],
    [['serve', 'm', '--port', '8080'], { command: 'serve', directories: ['m'], port: 8080 }],
  ])('%j', (words, request) => {
    expect(read(...words)).toMatchObject({ kind: 'request', request });
  });
});

describe('wrong arguments', () => {
  it.each([
    [['pack', 'm'], /unknown command 'pack'/],
    [['plan'], /missing required argument 'DIR'/],
    [['plan', 'm', 'n'], /too many arguments/],
    [['plan', 'm', '--fast'], /unknown option '--fast'/],
    [['init', 'm', '--newest', '0'], /Give a whole number from 1 to 10000/],
    [['init', 'm', '--parallel', '65'], /from 1 to 64/],
    [['init', 'm', '--distributions', 'eggs'], /Allowed choices are wheels, wheels-or-sdist, all/],
    [['serve', 'm', '--port', '1e3'], /from 1 to 65535/],
    [['serve', 'm', '--host', '0.0.0.0'], /unknown option '--host'/],
    [[], /no command was given/],
  ])('%j are told, and nothing goes to the results', (words, message) => {
    const reading = read(...words);
    expect(reading).toMatchObject({ kind: 'wrong', results: '' });
    expect(reading.kind === 'wrong' ? reading.message : '').toMatch(message);
    expect(reading.notices).not.toBe('');
  });
});

describe('help', () => {
  it.each(['init', 'plan', 'sync', 'status', 'serve'])('of %s has examples and the exit codes', (command) => {
    const { kind, results } = read(command, '--help');
    expect(kind).toBe('answered');
    expect(results).toContain(`sandgrouse ${command} mirror`);
    expect(results).toContain('Exit codes:\n  0    done');
  });

  it('lists every command, and the version is told', () => {
    expect(read('--help').results).toMatch(/init.*plan.*sync.*status.*serve/s);
    expect(read('--version').results).toBe('1.2.3\n');
  });

  it('gives examples that can be read', () => {
    const { results } = read('--help');
    const examples = ['init', 'plan', 'sync', 'serve']
      .map((name) => read(name, '--help').results)
      .concat(results);
    const lines = examples.flatMap((text) => text.match(/^ {2}sandgrouse .*$/gm) ?? []);
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      const words = line
        .replace(/\s{3,}.*$|\s[|>] .*$/g, '')
        .trim()
        .split(' ')
        .slice(1);
      expect(read(...words.map((word) => word.replaceAll('"', ''))), line).toMatchObject({ kind: 'request' });
    }
  });
});
