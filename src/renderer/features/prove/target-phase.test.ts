import { expect, it } from 'vitest';
import type { ProveStep } from '../../../contract/prove-state';
import { targetPhase } from './target-phase';

it.each<[ProveStep, readonly string[]]>([
  ['solve', ['underWay', 'underWay', 'underWay']],
  ['check-files', ['underWay', 'underWay', 'underWay']],
  ['find-pythons', ['waiting', 'waiting', 'waiting']],
  ['ask-pip', ['heard', 'underWay', 'waiting']],
  ['write', ['heard', 'heard', 'heard']],
])('while it does "%s", the second of three stands so', (step, phases) => {
  const progress = { step, done: 1, total: 3, target: null };
  expect([0, 1, 2].map((index) => targetPhase(progress, index))).toEqual(phases);
});
