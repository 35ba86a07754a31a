import { execFileSync, spawnSync } from 'node:child_process';

/** Two network namespaces of Linux with a cable between, which stand for two computers that share nothing but that. */
export interface TwoComputers {
  /** What to put before a command, so that it runs on the computer. */
  readonly near: readonly string[];
  readonly far: readonly string[];
  readonly nearAddress: string;
  readonly remove: () => void;
}

/** Why there can be none here; `null` where there can. */
export const whyNoComputers: string | null =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'network namespaces want root on Linux'
    : spawnSync('ip', ['netns', 'list']).status === 0
      ? null
      : 'there is no "ip netns" here';

export function connectTwoComputers(): TwoComputers {
  const id = process.pid.toString(36);
  const [near, far] = [`sg-near-${id}`, `sg-far-${id}`];
  const [nearEnd, farEnd] = [`sgn${id}`, `sgf${id}`];
  const ip = (...words: readonly string[]): void => {
    execFileSync('ip', words, { stdio: 'pipe' });
  };
  ip('netns', 'add', near);
  ip('netns', 'add', far);
  ip('link', 'add', nearEnd, 'netns', near, 'type', 'veth', 'peer', 'name', farEnd, 'netns', far);
  for (const [name, end, address] of [
    [near, nearEnd, '10.77.0.1/24'],
    [far, farEnd, '10.77.0.2/24'],
  ] as const) {
    ip('-n', name, 'addr', 'add', address, 'dev', end);
    ip('-n', name, 'link', 'set', end, 'up');
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  return {
    near: ['ip', 'netns', 'exec', near],
    far: ['ip', 'netns', 'exec', far],
    nearAddress: '10.77.0.1',
    remove: () => {
      ip('netns', 'del', near);
      ip('netns', 'del', far);
    },
  };
}
