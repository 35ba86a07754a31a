import { readFile } from 'node:fs/promises';
import { describeProblem } from '../../contract/describe';
import { shortenNames, toPlainText } from '../../contract/plain-text';
import type { Problem } from '../../contract/problem';
import { ENGLISH } from '../../contract/texts/english';
import type { Style } from './style';

type AllowlistFault = { readonly line: number; readonly text: string; readonly message: string };

/**
 * A problem for a person: what happened, what to do next. Faults of the allowlist get a line each, with the line of the
 * profile's file in front as compilers do, so that editors can jump to it.
 */
export async function problemLines(problem: Problem, style: Style): Promise<readonly string[]> {
  const { what, next } = describeProblem(ENGLISH, problem);
  const label = style.red('error:');
  if (problem.code !== 'allowlist-invalid') return [`${label} ${what}`, `  ${style.dim(next)}`];
  const { path, lines } = problem.parameters;
  const offset = await findAllowlistOffset(path, lines);
  const faults = lines.map(({ line, text, message }) => {
    const place = offset === null ? `${path}, allowlist line ${line}` : `${path}:${line + offset}`;
    return toPlainText(`${place}: ${shortenNames(`"${text}": ${message}`)}`);
  });
  return [`${label} the allowlist cannot be read.`, ...faults, `  ${style.dim(next)}`];
}

/** How many lines of the file stand before the allowlist's first; `null` where the file does not show it. */
async function findAllowlistOffset(path: string, faults: readonly AllowlistFault[]): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : allowlistOffset(text, faults);
}

/**
 * Finds the allowlist in the text of a profile. The newline after opening quotes is no part of the string (TOML 1.0), so
 * lines count from the next one. The faulty lines have to be where they are expected, or nothing is said.
 */
export function allowlistOffset(fileText: string, faults: readonly AllowlistFault[]): number | null {
  const lines = fileText.split(/\r?\n/);
  const key = lines.findIndex((line) => /^\s*(allowlist|"allowlist")\s*=/.test(line));
  if (key === -1) return null;
  const offset = /=\s*("""|''')\s*$/.test(lines[key] ?? '') ? key + 1 : key;
  return faults.every(({ line, text }) => lines[offset + line - 1]?.includes(text)) ? offset : null;
}
