import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_LINE_BYTES, readLines } from './read-lines';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'read-lines-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function linesOf(path: string, longestBytes: number): Promise<string[]> {
  const file = await open(path, 'r');
  try {
    const lines: string[] = [];
    for await (const line of readLines(file, { longestBytes })) lines.push(line);
    return lines;
  } finally {
    await file.close();
  }
}

describe('lines of a file', () => {
  it('come whole wherever the reads fall, and the last one needs no end', async () => {
    const path = join(directory, 'lines');
    const written = Array.from({ length: 3000 }, (_, index) => `${index} ${'ä'.repeat((index * 7) % 900)}`);
    await writeFile(path, written.join('\n'));
    expect(await linesOf(path, 10_000)).toEqual(written);
  });

  it('are not cut at the line separators of Unicode, which may stand in JSON', async () => {
    const path = join(directory, 'lines');
    await writeFile(path, '"a\u2028b"\n\n"c"\n');
    expect(await linesOf(path, 100)).toEqual(['"a\u2028b"', '', '"c"']);
  });

  it('are passed over where they are too long, in one read or over many', async () => {
    const path = join(directory, 'lines');
    await writeFile(
      path,
      `one\n${'x'.repeat(11)}\ntwo\n${'y'.repeat(700_000)}\nthree\n${'z'.repeat(600_000)}`,
    );
    expect(await linesOf(path, 10)).toEqual(['one', 'two', 'three']);
  });

  it('are read past more zeros than a string can hold', { timeout: 60_000 }, async () => {
    const path = join(directory, 'zeros');
    await writeFile(path, 'before\n');
    await truncate(path, 700 * 1024 * 1024);
    const file = await open(path, 'a');
    await file.appendFile('\nafter\n');
    await file.close();
    expect(await linesOf(path, LONGEST_LINE_BYTES)).toEqual(['before', 'after']);
  });
});
