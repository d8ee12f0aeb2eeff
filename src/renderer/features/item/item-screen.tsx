import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPhotoOff, IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ItemDetailResource, RunResource } from '../../../contract/api.ts';
import { api } from '../../api/client.ts';
import { itemThumb, nodePicture } from '../../api/pictures.ts';
import { queries } from '../../api/queries.ts';
import { TRASH_KEYS, useTrash } from '../../api/trash.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useMeasured } from '../../components/histogram/measured.ts';
import { TrashNotice } from '../../components/trash-notice.tsx';
import { Screen } from '../../frame/screen.tsx';
import { go, to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { type Clicked, clickNode, comparedNodes, picturedNodes } from './compared-nodes.ts';
import { Filmstrip } from './filmstrip.tsx';
import { ItemInspector } from './item-inspector.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { useHeld } from './viewer/use-held.ts';
import { useLooking } from './viewer/view-state.ts';
import { Viewer } from './viewer/viewer.tsx';
import { ViewerKeys } from './viewer/viewer-keys.tsx';
import { ViewerToolbar } from './viewer/viewer-toolbar.tsx';
import { edgeFor, FIT, type Size, scaleOf, type View } from './viewer/zoom.ts';
import './item.css';

/** Small enough to be there at once. */
const STRIP_EDGE = 320;

/** One photo: every node's picture in a filmstrip, any two of them compared, and the facts. */
export function ItemScreen({ runId, itemId }: { runId: number; itemId: number }) {
  const { t } = useWords();
  const answer = useQuery({ ...queries.item(runId, itemId), placeholderData: keepPreviousData });
  // Kept while going from one photo to the next.
  const [view, setView] = useState<View>(FIT);
  const [clicked, setClicked] = useState<Clicked>([null, null]);
  if (answer.data === undefined)
    return (
      <Screen title={answer.error === null ? '' : t('item.title')} back={to.batch(runId)}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
      </Screen>
    );
  return (
    <LoadedItem
      run={answer.data.run}
      item={answer.data.item}
      wantedId={itemId}
      view={view}
      onView={setView}
      clicked={clicked}
      onClicked={setClicked}
    />
  );
}

function LoadedItem(props: {
  run: RunResource;
  item: ItemDetailResource;
  /** May be another one than `item` for the moment until it has come. */
  wantedId: number;
  view: View;
  onView: (view: View) => void;
  clicked: Clicked;
  onClicked: (clicked: Clicked) => void;
}) {
  const { run, item, view, onView, clicked } = props;
  const { t, said, errorTitle } = useWords();
  const types = useQuery(queries.nodes());
  const neighbours = useNeighbours(run.id, props.wantedId);
  const looking = useLooking();
  const held = useHeld('\\');
  const [area, setArea] = useState<Size>({ width: 1000, height: 700 });
  const pictured = types.data === undefined ? [] : picturedNodes(item.nodeStates, types.data);
  const pair = comparedNodes(pictured, clicked);
  const version = `${item.attempt}-${item.status}`;
  const density = window.devicePixelRatio;

  const stateOf = (nodeId: string) => item.nodeStates.find((state) => state.nodeId === nodeId);
  const [beforeId, afterId] = pair ?? ['', ''];
  const picture = sizeOf(item, afterId);
  const fitted = scaleOf(FIT, area, picture, density) * Math.max(picture.width, picture.height) * density;
  const drawn = scaleOf(view, area, picture, density) * Math.max(picture.width, picture.height) * density;
  const sideOf = (nodeId: string) => {
    const own = sizeOf(item, nodeId);
    const full = Math.max(own.width, own.height);
    const at = (edge: number) => nodePicture(run.id, item.id, nodeId, edgeFor(edge, full) ?? undefined, version);
    return {
      nodeId,
      label: stateOf(nodeId)?.label ?? nodeId,
      // Never the full PNG for a picture that fits: WebP of the same size is there sooner.
      base: nodePicture(run.id, item.id, nodeId, edgeFor(fitted, full) ?? Math.min(4096, full), version),
      sharp: at(Math.max(fitted, drawn)),
      thumb: nodeId === afterId ? itemThumb(run.id, item, 320) : undefined,
    };
  };
  const before = sideOf(beforeId);
  const after = sideOf(afterId);
  if (view.zoom === 'fit') {
    before.sharp = before.base;
    after.sharp = after.base;
  }
  const measured = useMeasured(pair === null ? undefined : after.base);
  const nextPicture =
    neighbours?.next === undefined || pair === null
      ? undefined
      : nodePicture(run.id, neighbours.next.id, afterId, edgeFor(fitted, 1e6) ?? 2048, '1-completed');
  usePrefetchedPicture(neighbours?.next?.status === 'completed' ? nextPicture : undefined);

  const trash = useTrash(run);
  useShortcut(TRASH_KEYS, t('trash.move'), () => trash.move([item]), { enabled: trash.fits(item) });

  const choose = (nodeId: string) => pair !== null && props.onClicked(clickNode(pair, clicked, nodeId));
  return (
    <Screen
      title={item.name}
      subtitle={
        <span className="count">
          {neighbours !== undefined &&
            `${t('item.position', { place: neighbours.place + 1, total: neighbours.total })} · `}
          {run.name}
        </span>
      }
      back={to.batch(run.id)}
      toolbar={
        <>
          <Neighbour to={neighbours?.previous?.id} runId={run.id} side="previous" />
          <Neighbour to={neighbours?.next?.id} runId={run.id} side="next" />
          <RetryButton run={run} item={item} />
          {pair !== null && <ViewerToolbar view={view} onView={onView} area={area} picture={picture} />}
        </>
      }
      inspector={
        <ItemInspector
          run={run}
          item={item}
          trash={trash}
          shownNode={afterId}
          shownLabel={after.label}
          histogram={measured?.histogram ?? null}
        />
      }
      filmstrip={
        item.nodeStates.length > 0 && (
          <Filmstrip
            states={item.nodeStates}
            pictured={pictured}
            pair={pair}
            pictureOf={(nodeId) => nodePicture(run.id, item.id, nodeId, STRIP_EDGE, version)}
            onChoose={choose}
          />
        )
      }
    >
      <ViewerKeys view={view} onView={onView} area={area} picture={picture} />
      <TrashNotice trash={trash} />
      {item.error !== null && (
        <p className="item-why" data-failed={item.status === 'failed'} role="status">
          {item.error.nodeId !== undefined && (
            <span className="strong">{stateOf(item.error.nodeId)?.label ?? item.error.nodeId}: </span>
          )}
          {[errorTitle(item.error.code, item.error.message), said(item.error.message)].filter(Boolean).join('. ')}
        </p>
      )}
      {pair === null ? (
        <NothingYet item={item} run={run} />
      ) : (
        <Viewer
          before={before}
          after={after}
          picture={picture}
          view={view}
          onView={onView}
          mode={looking.mode}
          held={held}
          background={looking.background}
          clipping={looking.clipping ? (measured?.overlay ?? null) : null}
          onArea={setArea}
        />
      )}
    </Screen>
  );
}

/** Size of the picture that left a node, as the state says; the input's where it says nothing. */
function sizeOf(item: ItemDetailResource, nodeId: string): Size {
  const state = item.nodeStates.find((one) => one.nodeId === nodeId);
  const output = item.outputs.find((one) => one.nodeId === nodeId);
  const facts = Object.values(item.facts)[0];
  return {
    width: state?.width ?? output?.width ?? facts?.width ?? 3000,
    height: state?.height ?? output?.height ?? facts?.height ?? 2000,
  };
}

function usePrefetchedPicture(src: string | undefined): void {
  useEffect(() => {
    if (src === undefined) return;
    const image = new Image();
    // After what is looked at now.
    const pause = setTimeout(() => {
      image.src = src;
    }, 400);
    return () => {
      clearTimeout(pause);
      image.removeAttribute('src');
    };
  }, [src]);
}

function Neighbour(props: { to: number | undefined; runId: number; side: 'previous' | 'next' }) {
  const { t } = useWords();
  const { side } = props;
  const label = t(`item.${side}`);
  const open = () => props.to !== undefined && go(to.item(props.runId, props.to));
  useShortcut(side === 'previous' ? 'ArrowLeft ArrowUp' : 'ArrowRight ArrowDown', label, open, {
    enabled: props.to !== undefined,
  });
  const Icon = side === 'previous' ? IconChevronLeft : IconChevronRight;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={props.to === undefined} onClick={open}>
        <Icon size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

function RetryButton({ run, item }: { run: RunResource; item: ItemDetailResource }) {
  const { t, said } = useWords();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api.retryItem({ params: { runId: run.id, itemId: item.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', run.id] }),
  });
  const possible = item.status === 'failed';
  useShortcut('r', t('item.retry'), () => retry.mutate(), { enabled: possible });
  if (!possible) return null;
  return (
    <Tooltip label={retry.error === null ? '' : said(retry.error.message)} disabled={retry.error === null}>
      <Button
        variant="filled"
        leftSection={<IconRefresh size={15} stroke={1.5} />}
        loading={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {t('item.retry')}
      </Button>
    </Tooltip>
  );
}

/** Instead of the viewer: what there is of a photo that was not worked on, or failed before its first node was done. */
function NothingYet({ run, item }: { run: RunResource; item: ItemDetailResource }) {
  const { t } = useWords();
  const thumb = item.status === 'failed' ? undefined : itemThumb(run.id, item, 1024);
  const waits = item.status === 'pending' || item.status === 'running';
  return (
    <div className="viewer viewer-nothing">
      {thumb !== undefined && <img src={thumb} alt={item.name} />}
      {(waits || thumb === undefined) && (
        <EmptyState
          icon={thumb === undefined && <IconPhotoOff size={32} stroke={1.2} />}
          title={waits ? t('item.nothingYet') : t(`common.status.${item.status}`)}
        >
          {waits ? t('item.nothingYetMore') : undefined}
        </EmptyState>
      )}
    </div>
  );
}
