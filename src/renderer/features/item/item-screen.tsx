import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { nodePicture } from '../../api/pictures.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Screen } from '../../frame/screen.tsx';
import { to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { CompareViewer } from './compare-viewer.tsx';
import { ItemInspector } from './item-inspector.tsx';
import './item.css';

/** One photo: every node's picture in a filmstrip, any two of them compared, and the facts. */
export function ItemScreen({ runId, itemId }: { runId: number; itemId: number }) {
  const client = useQueryClient();
  const answer = useQuery(queries.item(runId, itemId));
  const [left, setLeft] = useState<string | null>(null);
  const [right, setRight] = useState<string | null>(null);
  const [fit, setFit] = useState(true);
  const retry = useMutation({
    mutationFn: () => api.retryItem({ params: { runId, itemId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', runId] }),
  });

  useShortcut('1', '1:1', () => setFit(false));
  useShortcut('0 f', 'Fit', () => setFit(true));

  if (answer.data === undefined)
    return (
      <Screen title="" back={to.batch(runId)}>
        <ErrorNotice error={answer.error} />
      </Screen>
    );
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
    <Screen
      title={item.name}
      subtitle={answer.data.run.name}
      back={to.batch(runId)}
      toolbar={
        <>
          <Button aria-pressed={fit} onClick={() => setFit(true)}>
            Fit
          </Button>
          <Button aria-pressed={!fit} onClick={() => setFit(false)}>
            1:1
          </Button>
          {item.status === 'failed' && (
            <Button leftSection={<IconRefresh size={15} stroke={1.5} />} onClick={() => retry.mutate()}>
              Retry
            </Button>
          )}
        </>
      }
      inspector={<ItemInspector item={item} />}
      filmstrip={
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
      }
    >
      {item.error !== null && <p className="notice">{item.error.message}</p>}
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
    </Screen>
  );
}
