import { IconArrowLeft, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, nodePicture } from '../../api/client.ts';
import { toRun } from '../../route.ts';
import { CompareViewer } from './compare-viewer.tsx';
import { ItemInspector } from './item-inspector.tsx';

/** One photo: every node's picture in a filmstrip, any two of them compared, and the facts. */
export function ItemScreen({ runId, itemId }: { runId: number; itemId: number }) {
  const queries = useQueryClient();
  const answer = useQuery({ queryKey: ['run', runId, 'item', itemId], queryFn: () => api.item(runId, itemId) });
  const [left, setLeft] = useState<string | null>(null);
  const [right, setRight] = useState<string | null>(null);
  const [fit, setFit] = useState(true);
  const retry = useMutation({
    mutationFn: () => api.retryItem(runId, itemId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['run', runId] }),
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '1') setFit(false);
      else if (event.key === '0' || event.key === 'f') setFit(true);
      else if (event.key === 'Escape') window.location.hash = toRun(runId);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [runId]);

  if (answer.error !== null) return <p className="notice">{answer.error.message}</p>;
  if (answer.data === undefined) return null;
  const { item } = answer.data;
  const shown = item.nodeStates.filter((state) => state.fileUrls.length > 0);
  const before = left ?? shown[0]?.nodeId ?? null;
  const after = right ?? shown.at(-1)?.nodeId ?? null;
  const labelOf = (nodeId: string) => item.nodeStates.find((state) => state.nodeId === nodeId)?.label ?? nodeId;
  const choose = (nodeId: string) => {
    if (nodeId === before || nodeId === after) return;
    setLeft(after);
    setRight(nodeId);
  };
  return (
    <>
      <div className="toolbar">
        <a className="button plain icon" href={toRun(runId)} aria-label="Back to the batch">
          <IconArrowLeft size={16} stroke={1.5} />
        </a>
        <h1 className="ellipsis">{item.name}</h1>
        <span className="dim ellipsis">{answer.data.run.name}</span>
        <span className="space" />
        <button type="button" className="chip" aria-pressed={fit} onClick={() => setFit(true)}>
          Fit <kbd>F</kbd>
        </button>
        <button type="button" className="chip" aria-pressed={!fit} onClick={() => setFit(false)}>
          1:1 <kbd>1</kbd>
        </button>
        {item.status === 'failed' && (
          <button type="button" className="button" onClick={() => retry.mutate()}>
            <IconRefresh size={15} stroke={1.5} /> Retry
          </button>
        )}
      </div>
      {item.error !== null && <p className="notice">{item.error.message}</p>}
      <div className="body">
        {before !== null && after !== null ? (
          <CompareViewer
            key={fit ? 'fit' : 'full'}
            left={{ src: nodePicture(runId, itemId, before, fit ? 2048 : undefined), label: labelOf(before) }}
            right={{ src: nodePicture(runId, itemId, after, fit ? 2048 : undefined), label: labelOf(after) }}
            fit={fit}
          />
        ) : (
          <div className="viewer" />
        )}
        <ItemInspector item={item} />
      </div>
      <div className="filmstrip">
        {item.nodeStates.map((state) => (
          <button
            key={state.nodeId}
            type="button"
            aria-pressed={state.nodeId === before || state.nodeId === after}
            onClick={() => choose(state.nodeId)}
            disabled={state.fileUrls.length === 0}
          >
            {state.fileUrls.length > 0 ? (
              <img src={nodePicture(runId, itemId, state.nodeId, 320)} alt={state.label} loading="lazy" />
            ) : (
              <span className="none">{state.status}</span>
            )}
            <span className="caption">
              <span className="ellipsis">{state.label}</span>
              <span className="dim count">
                {state.cached === true
                  ? 'cache'
                  : state.milliseconds === undefined
                    ? ''
                    : (state.milliseconds / 1000).toFixed(2)}
              </span>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}
