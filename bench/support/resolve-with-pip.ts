import { spawn } from 'node:child_process';
import { normalizeName } from '../../src/python-packaging/name';

/** What pip would install, by project: version and filename; or why it would not. */
export type PipAnswer =
  | { readonly kind: 'solved'; readonly files: ReadonlyMap<string, ChosenFile> }
  | { readonly kind: 'refused'; readonly message: string };

export interface ChosenFile {
  readonly version: string;
  readonly filename: string;
}

export interface PipQuestion {
  readonly python: string;
  readonly indexUrl: string;
  readonly roots: readonly string[];
  readonly withSdists: boolean;
  /** Where pip keeps what it was answered; nothing is kept where none is given. */
  readonly cacheFolder?: string;
}

interface Report {
  readonly install: readonly {
    readonly metadata: { readonly name: string; readonly version: string };
    readonly download_info: { readonly url: string };
  }[];
}

/** Has pip resolve against one index alone, with nothing that is configured or installed on this computer. */
export async function resolveWithPip({
  python,
  indexUrl,
  roots,
  withSdists,
  cacheFolder,
}: PipQuestion): Promise<PipAnswer> {
  const args = [
    ...['-m', 'pip', 'install', '--dry-run', '--ignore-installed', '--report', '-', '--quiet', '--no-input'],
    ...['--disable-pip-version-check', '--index-url', indexUrl],
    ...(cacheFolder === undefined ? ['--no-cache-dir'] : ['--cache-dir', cacheFolder]),
    ...(withSdists ? [] : ['--only-binary', ':all:']),
    ...roots,
  ];
  const { code, output, errors } = await run(python, args);
  if (code !== 0) return { kind: 'refused', message: lastLines(errors) };
  const report = JSON.parse(output) as Report;
  return {
    kind: 'solved',
    files: new Map(
      report.install.map(({ metadata, download_info: { url } }) => [
        normalizeName(metadata.name),
        { version: metadata.version, filename: decodeURIComponent(url.split('/').at(-1) ?? '') },
      ]),
    ),
  };
}

function run(
  python: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string; readonly errors: string }> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PIP_'));
  const env = { ...Object.fromEntries(kept), PIP_CONFIG_FILE: '/dev/null' };
  return new Promise((fulfil, reject) => {
    const child = spawn(python, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      fulfil({
        code: code ?? 1,
        output: Buffer.concat(output).toString(),
        errors: Buffer.concat(errors).toString(),
      }),
    );
  });
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith('ERROR'));
  return lines.slice(0, 2).join(' ');
}
