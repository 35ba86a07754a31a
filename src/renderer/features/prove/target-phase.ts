import type { ProveProgress } from '../../../contract/prove-state';

/** How far one target is: they are solved together, and gone through with pip one after the other. */
export function targetPhase({ step, done }: ProveProgress, index: number): 'waiting' | 'underWay' | 'heard' {
  switch (step) {
    case 'solve':
    case 'check-files':
      return 'underWay';
    case 'find-pythons':
      return 'waiting';
    case 'ask-pip':
      if (index === done) return 'underWay';
      return index < done ? 'heard' : 'waiting';
    case 'write':
      return 'heard';
  }
}
