import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconFolderOpen,
  IconPhoto,
  IconRefresh,
  IconSitemap,
  IconTrash,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ItemDetailResource, ItemResource, RunResource } from '../../../contract/api.ts';
import { deliveredFiles } from '../../api/delivered-files.ts';
import { endedItems, paceOf } from '../../api/pace.ts';
import { itemThumb } from '../../api/pictures.ts';
import { queries } from '../../api/queries.ts';
import { TRASH_KEYS, type Trash } from '../../api/trash.ts';
import { HistogramView } from '../../components/histogram/histogram-view.tsx';
import { useMeasured } from '../../components/histogram/measured.ts';
import { Keys } from '../../components/keys.tsx';
import { NodeList } from '../../components/photo/node-list.tsx';
import { PhotoFacts } from '../../components/photo/photo-facts.tsx';
import { standingOf } from '../../components/run-standing.ts';
import { SegmentedBar } from '../../components/segmented-bar.tsx';
import { Facts, Panel } from '../../frame/panel.tsx';
import { to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { type Selection, selectedCount } from './selection.ts';
import type { ItemActions } from './use-item-actions.ts';

const ICON = { size: 15, stroke: 1.5, 'aria-hidden': true } as const;

/** How the run stands, and the photo that is selected: why it failed, its histogram, facts and nodes. */
export function BatchInspector(props: {
  run: RunResource;
  selection: Selection;
  current: ItemResource | undefined;
  items: ItemActions;
  trash: Trash;
  onTrash: () => void;
}) {
  const { t } = useWords();
  const { run, current } = props;
  const count = selectedCount(props.selection);
  return (
    <>
      <RunPanel run={run} />
      {count > 1 && (
        <section className="panel">
          <p className="strong">{t('batch.selected', { count })}</p>
          {props.trash.possible && <TrashButton label={t('trash.moveSelected')} onClick={props.onTrash} />}
        </section>
      )}
      {current !== undefined && (
        <ItemPanels
          run={run}
          item={current}
          items={props.items}
          onTrash={count === 1 && props.trash.fits(current) ? props.onTrash : undefined}
        />
      )}
    </>
  );
}

function RunPanel({ run }: { run: RunResource }) {
  const words = useWords();
  const { t, bytes, count, number, duration } = words;
  const standing = standingOf(run, words);
  const pace = paceOf(run);
  return (
    <Panel
      title={t('batch.title')}
      aside={pace !== null ? t('batches.standing.progress', { done: endedItems(run), total: run.totalItems }) : ''}
    >
      <div className="batch-progress">
        <SegmentedBar run={run} />
        <p className={standing.tone === 'failed' ? 'failed-text count' : 'count'}>
          {pace === null
            ? standing.text
            : `${t('frame.rate', { rate: number(pace.rate, 1) })} · ${t('frame.left', { time: duration(pace.left) })}`}
        </p>
      </div>
      <Facts
        rows={[
          [t('batch.workflow'), `${run.workflowSlug} v${run.workflowVersion}`],
          [t('batch.to'), run.output.folder],
          [
            t('batch.files'),
            run.outputCount === 0 ? undefined : `${count(run.outputCount)} · ${bytes(run.outputBytes)}`,
          ],
        ]}
      />
    </Panel>
  );
}

function ItemPanels(props: {
  run: RunResource;
  item: ItemResource;
  items: ItemActions;
  onTrash: (() => void) | undefined;
}) {
  const { run, item, items, onTrash } = props;
  const { t, duration, said, errorTitle } = useWords();
  const errorKind = item.error === null ? null : errorTitle(item.error.code, item.error.message);
  const detail = useQuery({ ...queries.item(run.id, item.id), placeholderData: keepPreviousData });
  const shown: ItemDetailResource | undefined = detail.data?.item;
  const measured = useMeasured(item.status === 'failed' ? undefined : itemThumb(run.id, item, 640));
  const fresh = shown?.id === item.id;
  return (
    <>
      {item.error !== null && (
        <section className="panel batch-why" role="status">
          <IconAlertTriangle {...ICON} color={item.status === 'failed' ? 'var(--failed)' : 'var(--dim)'} />
          <div>
            {errorKind !== null && <p className="strong">{errorKind}</p>}
            <p>{said(item.error.message)}</p>
            <p className="dim caption">
              {item.error.nodeId !== undefined && fresh && `${labelOfNode(shown, item.error.nodeId)} · `}
              {item.error.code}
            </p>
            {items.canRetry(item) && (
              <Button
                leftSection={<IconRefresh {...ICON} />}
                rightSection={<Keys keys="shift+r" />}
                loading={items.busy}
                onClick={() => void items.retry([item])}
              >
                {t('batch.retryThis')}
              </Button>
            )}
          </div>
        </section>
      )}
      {item.status !== 'failed' && (
        <HistogramView
          histogram={measured?.histogram ?? null}
          label={item.status === 'completed' ? t('batch.ofResult') : t('batch.ofSource')}
        />
      )}
      {shown !== undefined && (
        <div className="batch-item-panels" data-stale={!fresh}>
          <Panel title={t('picture.photo')} icon={<IconPhoto {...ICON} />}>
            <PhotoFacts item={shown} />
          </Panel>
          {shown.nodeStates.length > 0 && (
            <Panel
              title={t('picture.nodes')}
              icon={<IconSitemap {...ICON} />}
              aside={shown.milliseconds === null ? undefined : duration(shown.milliseconds)}
            >
              <NodeList states={shown.nodeStates} />
            </Panel>
          )}
        </div>
      )}
      <div className="batch-item-actions">
        <Button
          component="a"
          href={to.item(run.id, item.id)}
          leftSection={<IconArrowsDiff {...ICON} />}
          rightSection={<Keys keys="Enter" />}
        >
          {t('batch.openAndCompare')}
        </Button>
        {items.reveal !== undefined && deliveredFiles([item]).length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFolderOpen {...ICON} />}
            onClick={() => items.reveal?.(item)}
          >
            {t('batch.reveal')}
          </Button>
        )}
        {onTrash !== undefined && <TrashButton label={t('trash.move')} onClick={onTrash} />}
      </div>
    </>
  );
}

function TrashButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconTrash {...ICON} />}
      rightSection={<Keys keys={TRASH_KEYS} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function labelOfNode(item: ItemDetailResource | undefined, nodeId: string): string {
  return item?.nodeStates.find((state) => state.nodeId === nodeId)?.label ?? nodeId;
}
