import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RunResource } from '../../contract/api.ts';
import { api } from './client.ts';

/** What can be done to a run in the state it is in. */
export interface PossibleActions {
  pause: boolean;
  resume: boolean;
  cancel: boolean;
  retry: boolean;
  undo: boolean;
}

/** The controls that fit a run's state; none while it is not known. */
export function possibleActions(run: RunResource | undefined): PossibleActions {
  if (run === undefined) return { pause: false, resume: false, cancel: false, retry: false, undo: false };
  const active = run.status === 'running' || run.status === 'queued';
  const paused = run.status === 'paused';
  return {
    pause: active,
    resume: paused,
    cancel: active || paused,
    retry: !active && run.failedItems > 0,
    undo: !active && !paused && run.outputCount > 0 && run.undoneAt === null,
  };
}

type Action = 'pauseRun' | 'resumeRun' | 'cancelRun' | 'retryRun';

/** Pause, resume, cancel and retry of a run; what it shows is asked for again afterwards. */
export function useRunActions(run: RunResource | undefined) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: async (action: Action) => {
      if (run !== undefined) await api[action]({ params: { runId: run.id } });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      if (run !== undefined) void client.invalidateQueries({ queryKey: ['run', run.id] });
    },
  });
  return {
    can: possibleActions(run),
    pause: () => mutation.mutate('pauseRun'),
    resume: () => mutation.mutate('resumeRun'),
    cancel: () => mutation.mutate('cancelRun'),
    retry: () => mutation.mutate('retryRun'),
    busy: mutation.isPending,
    error: mutation.error,
  };
}
