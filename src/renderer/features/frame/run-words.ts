import type { RunState } from '../../../contract/run-state';
import type { Format } from '../../format/format';
import { progressShare } from '../../format/progress-share';
import type { Translate } from '../../texts/words';

/** One short line on what a mirror does, for the status line. */
export function statusWords(t: Translate, format: Format, run: RunState): string {
  switch (run.stage) {
    case 'planning':
      return t('status.planning', { done: run.projectsDone, all: run.projects });
    case 'syncing':
    case 'paused':
      return t(`status.${run.stage}`, { percent: format.percent(...progressShare(run.progress)) });
    case 'finished':
      return run.complete ? t('status.finished') : t('status.incomplete');
    case 'idle':
    case 'planned':
    case 'cancelled':
    case 'failed':
      return t(`status.${run.stage}`);
  }
}

/** The window's title: the task bar shows it, so progress comes first. */
export function titleWords(t: Translate, format: Format, run: RunState, name: string): string {
  if (run.stage === 'planning') return t('title.planning', { name });
  if (run.stage === 'syncing' || run.stage === 'paused') {
    return t(`title.${run.stage}`, { name, percent: format.percent(...progressShare(run.progress)) });
  }
  return t('title.mirror', { name });
}
