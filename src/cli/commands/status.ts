import type { MirrorStatus } from '../../contract/mirror';
import { readMirrorStatus } from '../../engine/run/mirror-status';
import { EXIT_CODES } from '../exit-codes';
import { formatBytes, formatCount, formatTime } from '../output/quantities';
import type { StatusRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { shellWord } from './init';

/** `sandgrouse status`: what a mirror holds. Tells facts, so it is done when they are told. */
export async function runStatus({ directory }: StatusRequest, session: Session): Promise<number> {
  const status = await readMirrorStatus(directory, { signal: session.ending.signal });
  if (session.json) printJson(session, { type: 'status', ...status });
  else printLines(session.results, statusLines(status, directory));
  return EXIT_CODES.done;
}

function statusLines(status: MirrorStatus, directory: string): readonly string[] {
  const { projects, files, bytes, lastCompleteAtMs } = status;
  return [
    `Mirror:         ${status.mirror}`,
    `Upstream:       ${status.upstreamUrl}`,
    `Holds:          ${formatCount(projects, 'project')}, ${formatCount(files, 'file')}, ${formatBytes(bytes)}`,
    `Last sync:      ${lastRunText(status.lastRun, shellWord(directory))}`,
    `Last complete:  ${lastCompleteAtMs === null ? 'never' : formatTime(lastCompleteAtMs)}`,
  ];
}

function lastRunText(lastRun: MirrorStatus['lastRun'], directory: string): string {
  switch (lastRun) {
    case 'none':
      return `none yet; start one with: sandgrouse sync ${directory}`;
    case 'running':
      return 'running now';
    case 'complete':
      return 'complete';
    case 'incomplete':
      return `incomplete; try again with: sandgrouse sync ${directory}`;
    case 'paused':
    case 'interrupted':
      return `${lastRun}; go on with: sandgrouse sync ${directory}`;
    case 'cancelled':
      return 'given up; finished files stayed';
    case 'failed':
      return `failed; try again with: sandgrouse sync ${directory}`;
  }
}
