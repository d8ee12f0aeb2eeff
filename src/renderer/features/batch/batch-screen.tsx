import { Button } from '@mantine/core';
import { IconArrowBackUp, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ItemStatus } from '../../../contract/run.ts';
import { queries } from '../../api/queries.ts';
import { useRunActions } from '../../api/run-actions.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SegmentedBar } from '../../components/segmented-bar.tsx';
import { Facts, Panel } from '../../frame/panel.tsx';
import { Screen } from '../../frame/screen.tsx';
import { to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { sourceOf, standingOf } from '../../components/run-standing.ts';
import { BatchGrid } from './batch-grid.tsx';
import { UndoPanel } from './undo-panel.tsx';

const ICON = { size: 15, stroke: 1.5 } as const;
const FILTERS: { status: ItemStatus | undefined; label: string }[] = [
  { status: undefined, label: 'All' },
  { status: 'completed', label: 'Done' },
  { status: 'failed', label: 'Failed' },
  { status: 'skipped', label: 'Left out' },
  { status: 'pending', label: 'Waiting' },
];

/** One run: grid of its photos, filters, and the controls that fit its state. */
export function BatchScreen({ runId }: { runId: number }) {
  const words = useWords();
  const client = useQueryClient();
  const [status, setStatus] = useState<ItemStatus | undefined>(undefined);
  const [name, setName] = useState('');
  const [undoing, setUndoing] = useState(false);
  const run = useQuery(queries.run(runId));
  const actions = useRunActions(run.data);
  useShortcut('/', words.t('common.search'), () => document.getElementById('filter-by-name')?.focus());
  useShortcut('z', words.t('batches.undo'), () => setUndoing(true), { enabled: actions.can.undo });
  const head = run.data;
  if (head === undefined)
    return (
      <Screen title="" back={to.batches}>
        <ErrorNotice error={run.error} />
      </Screen>
    );
  const counts: Record<string, number> = {
    All: head.totalItems,
    Done: head.completedItems,
    Failed: head.failedItems,
    'Left out': head.skippedItems + head.cancelledItems,
    Waiting: head.pendingItems + head.runningItems,
  };
  return (
    <Screen
      title={head.name}
      back={to.batches}
      toolbar={
        <>
          {FILTERS.filter((filter) => filter.status === undefined || counts[filter.label] !== 0).map((filter) => (
            <Button
              key={filter.label}
              className="count"
              aria-pressed={status === filter.status}
              onClick={() => setStatus(filter.status)}
            >
              {filter.label} {words.count(counts[filter.label] ?? 0)}
            </Button>
          ))}
          <input
            id="filter-by-name"
            placeholder="Filter by name  /"
            aria-label="Filter by name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          {actions.can.pause && (
            <Button leftSection={<IconPlayerPause {...ICON} />} onClick={actions.pause}>
              Pause
            </Button>
          )}
          {actions.can.resume && (
            <Button leftSection={<IconPlayerPlay {...ICON} />} onClick={actions.resume}>
              Resume
            </Button>
          )}
          {actions.can.cancel && (
            <Button leftSection={<IconPlayerStop {...ICON} />} onClick={actions.cancel}>
              Cancel
            </Button>
          )}
          {actions.can.retry && (
            <Button leftSection={<IconRefresh {...ICON} />} onClick={actions.retry}>
              Retry failed
            </Button>
          )}
          {actions.can.undo && (
            <Button leftSection={<IconArrowBackUp {...ICON} />} onClick={() => setUndoing(true)}>
              Undo
            </Button>
          )}
        </>
      }
      inspector={
        <Panel title={words.t('batch.title')} aside={standingOf(head, words).text}>
          <SegmentedBar run={head} />
          <Facts
            rows={[
              ['Workflow', `${head.workflowSlug} v${head.workflowVersion}`],
              ['From', sourceOf(head, words)],
              ['To', head.output.folder],
              ['Files', `${words.count(head.outputCount)} · ${words.bytes(head.outputBytes)}`],
            ]}
          />
        </Panel>
      }
    >
      {undoing && (
        <UndoPanel
          runId={runId}
          onClose={() => {
            setUndoing(false);
            void client.invalidateQueries({ queryKey: ['run', runId] });
          }}
        />
      )}
      <ErrorNotice error={actions.error} />
      <BatchGrid runId={runId} status={status} name={name} total={head.totalItems} />
    </Screen>
  );
}
