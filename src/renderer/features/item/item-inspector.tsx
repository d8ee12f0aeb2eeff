import { IconFileInfo, IconFiles, IconListDetails, IconPhoto, IconReceipt, IconSitemap } from '@tabler/icons-react';
import type { ItemDetailResource, RunResource } from '../../../contract/api.ts';
import type { Trash } from '../../api/trash.ts';
import type { Histogram } from '../../components/histogram/histogram.ts';
import { HistogramView } from '../../components/histogram/histogram-view.tsx';
import { NodeList } from '../../components/photo/node-list.tsx';
import { PhotoFacts } from '../../components/photo/photo-facts.tsx';
import { Panel } from '../../frame/panel.tsx';
import { useWords } from '../../words/use-words.ts';
import { ItemFiles } from './item-files.tsx';
import { ItemMetadata } from './item-metadata.tsx';
import { ItemReceipt } from './item-receipt.tsx';
import { NodeSettings } from './node-settings.tsx';
import { look, useLooking } from './viewer/view-state.ts';

const ICON = { size: 15, stroke: 1.5, 'aria-hidden': true } as const;

/** Histogram of the picture that is shown, settings of the nodes for this photo, and everything known of it. */
export function ItemInspector(props: {
  run: RunResource;
  item: ItemDetailResource;
  trash: Trash;
  /** The node whose picture is on the right. */
  shownNode: string;
  shownLabel: string;
  histogram: Histogram | null;
}) {
  const { t, said, duration, dateTime } = useWords();
  const { run, item } = props;
  const looking = useLooking();
  const notes = [...new Set(item.nodeStates.flatMap((state) => state.notes ?? []))];
  return (
    <>
      <HistogramView
        histogram={props.histogram}
        label={`RGB · ${props.shownLabel}`}
        clipping={looking.clipping}
        onClipping={(clipping) => look({ clipping })}
      />
      <NodeSettings key={`${item.id} ${item.attempt}`} run={run} item={item} shownNode={props.shownNode} />
      <Panel title={t('picture.photo')} icon={<IconPhoto {...ICON} />}>
        <PhotoFacts item={item} />
      </Panel>
      <Panel
        title={t('picture.nodes')}
        icon={<IconSitemap {...ICON} />}
        aside={
          <>
            {item.attempt > 1 && `${t('item.attempt', { count: item.attempt })} · `}
            {item.milliseconds !== null && duration(item.milliseconds)}
          </>
        }
      >
        <NodeList states={item.nodeStates} />
        {item.retryAt !== null && <p className="dim caption">{t('item.retryAt', { time: dateTime(item.retryAt) })}</p>}
      </Panel>
      {notes.length > 0 && (
        <Panel title={t('item.notes')} icon={<IconFileInfo {...ICON} />}>
          <ul className="item-notes">
            {notes.map((note) => (
              <li key={note}>{said(note)}</li>
            ))}
          </ul>
        </Panel>
      )}
      {item.outputs.length > 0 && (
        <Panel title={t('item.files')} icon={<IconFiles {...ICON} />}>
          <ItemFiles run={run} item={item} trash={props.trash} />
        </Panel>
      )}
      <Panel title={t('item.metadata')} icon={<IconListDetails {...ICON} />}>
        <ItemMetadata item={item} />
      </Panel>
      {item.receipt !== null && (
        <Panel title={t('item.receipt')} icon={<IconReceipt {...ICON} />}>
          <ItemReceipt item={item} receipt={item.receipt} />
        </Panel>
      )}
    </>
  );
}
