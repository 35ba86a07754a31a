import { beforeEach, describe, expect, it } from 'vitest';
import { ADOPTION_BEGINS, type AdoptionProgress, type AdoptionState } from '../../contract/adoption';
import { problem } from '../../contract/problem';
import type { AdoptOutcome } from '../../engine/run/adopt/adopt-mirror';
import { MirrorAdoptions } from './mirror-adoptions';

const CHOICES = { configurationPath: null, removesLeftovers: false };
const FAULT = problem('adoption-refused', { directory: '/srv/pypi', reason: 'it is empty' });

let published: AdoptionState[];
let timers: (() => void)[];
let emit: (progress: AdoptionProgress) => void;
let finish: (outcome: AdoptOutcome) => void;
let begun: number;
let adoptions: MirrorAdoptions;

beforeEach(() => {
  published = [];
  timers = [];
  begun = 0;
  adoptions = new MirrorAdoptions({
    survey: (_directory, { signal }) =>
      new Promise((_fulfil, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    adopt: (_directory, _choices, options) => {
      begun += 1;
      ({ emit } = options);
      return new Promise((fulfil) => {
        finish = fulfil;
        options.signal.addEventListener('abort', () => fulfil({ kind: 'cancelled' }));
      });
    },
    startTimer: (fire) => {
      timers.push(fire);
      return () => undefined;
    },
    publish: (_directory, state) => published.push(state),
  });
});

describe('an adoption', () => {
  it('tells its progress now and then, and its end', async () => {
    adoptions.start('/srv/pypi', CHOICES);
    const progress = { ...ADOPTION_BEGINS, step: 'files', filesDone: 1, files: 2 } as const;
    emit(progress);
    emit({ ...progress, filesDone: 2 });
    expect(published).toEqual([{ status: 'adopting', progress: ADOPTION_BEGINS }]);
    for (const fire of timers) fire();
    expect(published.at(-1)).toEqual({ status: 'adopting', progress: { ...progress, filesDone: 2 } });
    finish({ kind: 'failed', problem: FAULT });
    await adoptions.close();
    expect(published.at(-1)).toEqual({ status: 'failed', problem: FAULT });
    expect(published).toHaveLength(3);
  });

  it('of one folder is one, however often it is begun', () => {
    adoptions.start('/srv/pypi', CHOICES);
    adoptions.start('/srv/pypi', CHOICES);
    adoptions.survey('/srv/pypi');
    expect(begun).toBe(1);
    adoptions.start('/srv/other', CHOICES);
    expect(begun).toBe(2);
  });

  it('ends when it is stopped, and when the application is closed', async () => {
    adoptions.start('/srv/pypi', CHOICES);
    adoptions.cancel('/srv/pypi');
    adoptions.survey('/srv/other');
    await adoptions.close();
    expect(published.filter(({ status }) => status === 'cancelled')).toHaveLength(2);
    adoptions.start('/srv/pypi', CHOICES);
    expect(begun).toBe(1);
  });
});
