import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SafelightEvent } from '../../contract/events.ts';

/**
 * Follows the event stream and marks what changed as stale. Bursts (hundreds of items a second) are gathered into one
 * refresh every 300 ms. Returns false while the connection is lost; EventSource comes back by itself.
 */
export function useLiveEvents(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource('/events');
    const stale = new Set<number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: ['runs'] });
      for (const runId of stale) void queries.invalidateQueries({ queryKey: ['run', runId] });
      stale.clear();
    };
    source.onmessage = (message) => {
      const event = JSON.parse(String(message.data)) as SafelightEvent;
      stale.add('run' in event ? event.run.id : event.runId);
      timer ??= setTimeout(refresh, 300);
    };
    source.onopen = () => {
      setConnected(true);
      void queries.invalidateQueries();
    };
    source.onerror = () => setConnected(false);
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [queries]);
  return connected;
}
