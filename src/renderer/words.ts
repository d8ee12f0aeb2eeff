import type { RunResource } from '../contract/api.ts';

const numbers = new Intl.NumberFormat('en');

export const count = (n: number): string => numbers.format(n);

export const photos = (n: number): string => (n === 1 ? '1 photo' : `${count(n)} photos`);

/** `2 h`, `yesterday`, `3 days`: how long ago, as short as a column needs. */
export function ago(iso: string, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return days === 1 ? 'yesterday' : `${days} days`;
}

export function seconds(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  const s = Math.round(ms / 1000);
  if (s < 60) return `${s} s`;
  const m = Math.floor(s / 60);
  return m < 60 ? `${m} min ${s % 60} s` : `${Math.floor(m / 60)} h ${m % 60} min`;
}

export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = n / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

const finished = (run: RunResource): number =>
  run.completedItems + run.failedItems + run.skippedItems + run.cancelledItems;

/** Photos a second and milliseconds left, once there is enough to tell. */
export function pace(run: RunResource, now = Date.now()): { rate: number; left: number } | null {
  if (run.status !== 'running' || run.startedAt === null) return null;
  const done = finished(run);
  const elapsed = now - Date.parse(run.startedAt);
  if (done < 2 || elapsed < 500) return null;
  const rate = (done / elapsed) * 1000;
  return { rate, left: ((run.totalItems - done) / rate) * 1000 };
}

/** One line on how a run stands; never says done while anything is not. */
export function standing(run: RunResource): { text: string; failed: boolean } {
  const failed = run.failedItems > 0;
  switch (run.status) {
    case 'queued':
      return { text: 'waiting to start', failed };
    case 'running': {
      const now = pace(run);
      if (now === null) return { text: `${count(finished(run))} of ${count(run.totalItems)}`, failed };
      return { text: `${now.rate.toFixed(1)}/s · ${seconds(now.left)} left`, failed };
    }
    case 'paused':
      return { text: run.error?.message ?? `paused at ${count(finished(run))} of ${count(run.totalItems)}`, failed };
    case 'cancelled':
      return { text: `cancelled at ${count(run.completedItems)} of ${count(run.totalItems)}`, failed };
    case 'failed':
      return { text: run.error?.message ?? 'no photo could be finished', failed: true };
    case 'partial':
      return {
        text: run.failedItems === 1 ? '1 photo failed' : `${count(run.failedItems)} photos failed`,
        failed: true,
      };
    case 'completed': {
      const took =
        run.startedAt !== null && run.finishedAt !== null ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : 0;
      return { text: `${photos(run.completedItems)} in ${seconds(took)}`, failed: false };
    }
  }
}

/** Where the photos came from, short. */
export function sourceOf(run: RunResource): string {
  const paths = Object.values(run.inputs).flatMap((input) => input.paths);
  const first = paths[0] ?? '';
  const short = first.split('/').slice(-2).join('/');
  return paths.length > 1 ? `${short} and ${paths.length - 1} more` : short;
}
