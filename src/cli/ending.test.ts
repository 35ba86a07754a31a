import { expect, it } from 'vitest';
import { PAUSE } from '../engine/files/interruption';
import { type SignalSource, watchSignals } from './ending';
import type { EndingSignal } from './exit-codes';

function watch() {
  const handlers = new Map<EndingSignal, () => void>();
  const exits: number[] = [];
  const source: SignalSource = {
    on: (name, listener) => handlers.set(name, listener),
    exit: (code) => exits.push(code),
  };
  const ending = watchSignals(source);
  return { ending, exits, send: (name: EndingSignal) => handlers.get(name)?.() };
}

it('the first signal pauses, and is told', () => {
  const { ending, exits, send } = watch();
  let told = 0;
  ending.onReceived(() => {
    told += 1;
  });
  expect(ending.received()).toBeNull();
  send('SIGTERM');
  expect(ending.received()).toBe('SIGTERM');
  expect(ending.signal.reason).toBe(PAUSE);
  expect(told).toBe(1);
  expect(exits).toEqual([]);
});

it('the second ends at once', () => {
  const { exits, send } = watch();
  send('SIGINT');
  send('SIGINT');
  expect(exits).toEqual([130]);
});
