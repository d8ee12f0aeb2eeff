import type { Run } from '../../contract/run.ts';
import { endedItems, paceOf } from '../api/pace.ts';
import type { UsedWords } from '../words/use-words.ts';

/** How a run stands, in one line. */
export interface Standing {
  text: string;
  tone: 'plain' | 'failed' | 'done';
}

/** One line on how a run stands; never says done while anything is not. */
export function standingOf(run: Run, words: Pick<UsedWords, 't' | 'said' | 'duration' | 'number'>): Standing {
  const { t, duration, number } = words;
  const why = run.error === null ? undefined : words.said(run.error.message);
  const tone = run.failedItems > 0 ? 'failed' : 'plain';
  const counts = { done: endedItems(run), total: run.totalItems };
  if (run.undoneAt !== null) return { text: t('batches.standing.undone'), tone: 'plain' };
  switch (run.status) {
    case 'queued':
      return { text: t('common.runStatus.queued'), tone };
    case 'running': {
      const pace = paceOf(run);
      if (pace === null) return { text: t('batches.standing.progress', counts), tone };
      const said = { rate: number(pace.rate, 1), time: duration(pace.left) };
      return { text: t('batches.standing.pace', said), tone };
    }
    case 'paused':
      return { text: why ?? t('batches.standing.paused', counts), tone };
    case 'cancelled':
      return { text: t('batches.standing.cancelled', { ...counts, done: run.completedItems }), tone };
    case 'failed':
      return { text: why ?? t('batches.standing.none'), tone: 'failed' };
    case 'partial':
      return { text: t('batches.standing.failed', { count: run.failedItems }), tone: 'failed' };
    case 'completed': {
      if (run.totalItems === 0) return { text: t('batches.standing.empty'), tone: 'plain' };
      const took =
        run.startedAt !== null && run.finishedAt !== null ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : 0;
      return { text: t('batches.standing.took', { count: run.completedItems, time: duration(took) }), tone: 'done' };
    }
  }
}

/** Where the photos came from, short: the last two parts of the first path, and how many more there are. */
export function sourceOf(run: Pick<Run, 'inputs'>, words: Pick<UsedWords, 't'>): string {
  const paths = sourcePaths(run);
  const first = shortPath(paths[0] ?? '');
  return paths.length > 1 ? words.t('batches.andMore', { first, count: paths.length - 1 }) : first;
}

export function sourcePaths(run: Pick<Run, 'inputs'>): string[] {
  return Object.values(run.inputs).flatMap((input) => input.paths);
}

/** The last two parts of a path, of either kind of separator. */
export function shortPath(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).slice(-2).join('/');
}
