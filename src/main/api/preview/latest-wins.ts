/**
 * Of requests of one client only the newest goes on: whoever moves a slider wants to see where it is, not where it was.
 */
export interface LatestWins {
  /** Aborts what this client asked for before. The signal also aborts with `signal`. Call `done` in any case. */
  begin(client: string, signal: AbortSignal): { signal: AbortSignal; done(): void };
}

export function createLatestWins(): LatestWins {
  const running = new Map<string, AbortController>();
  return {
    begin(client, signal) {
      running.get(client)?.abort();
      const own = new AbortController();
      running.set(client, own);
      return {
        signal: AbortSignal.any([own.signal, signal]),
        done() {
          if (running.get(client) === own) running.delete(client);
        },
      };
    },
  };
}
