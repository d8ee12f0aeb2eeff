import { IconAlertTriangle, IconEyeOff, IconFilter, IconRefresh } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { NodeIcon } from '../../../components/node-icon.tsx';
import { Picture } from '../../../components/picture.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { nodeSummary } from '../graph/node-summary.ts';
import type { PreviewPart } from '../graph/part-for-preview.ts';
import { useSmallPicture } from '../preview/live-picture.ts';
import { sentenceOf } from '../use-problems.ts';
import { type CardNode, READS, RESULTS } from './flow-elements.ts';
import { Socket } from './socket.tsx';

const HEADER = 27;
const PICTURE = 84;

/** A node: icon, name, what is set, its picture on the chosen photo, its ports at the edges. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const words = useWords();
  const { node, type } = data;
  const hasPicture =
    type !== undefined && type.scope === 'item' && Object.values(type.outputs).some((port) => port.type !== 'value');
  const sockets = (side: 'inputs' | 'outputs') => {
    const ports = Object.entries(type?.[side] ?? {});
    const height = hasPicture ? PICTURE : HEADER;
    return ports.map(([port, { type: kind, label }], index) => (
      <Socket
        key={port}
        nodeId={node.id}
        port={port}
        kind={kind}
        label={label}
        side={side}
        top={(hasPicture ? HEADER : 0) + (height * (index + 1)) / (ports.length + 1)}
        problem={problemOf(data, side, port)}
      />
    ));
  };
  return (
    <div
      className="card"
      data-selected={selected}
      data-problem={data.issues !== undefined}
      data-change={data.change?.kind}
      data-conditional={node.when !== undefined}
    >
      <header>
        <NodeIcon name={type?.icon} size={15} />
        <span className="card-name ellipsis" title={node.label ?? type?.label ?? node.type}>
          {node.label ?? type?.label ?? node.type}
        </span>
        <Marks data={data} />
        <span className="card-summary ellipsis count">{nodeSummary(node, type, words)}</span>
      </header>
      {hasPicture && <CardPicture part={data.part} />}
      {sockets('inputs')}
      {sockets('outputs')}
      {data.reads && (
        <Handle
          className="socket socket-reads"
          type="target"
          id={READS}
          position={Position.Left}
          isConnectable={false}
        />
      )}
      {data.isRead && (
        <Handle
          className="socket socket-results"
          type="source"
          id={RESULTS}
          position={Position.Right}
          isConnectable={false}
        />
      )}
    </div>
  );
});

/** What is special about a node, as small marks. */
function Marks({ data }: { data: CardNode['data'] }) {
  const { t } = useWords();
  const { node, issues, warnings, change } = data;
  const mark = { size: 13, stroke: 1.7, role: 'img' } as const;
  const sentences = issues?.map((issue) => sentenceOf(issue, node.id)).join('\n');
  const doubts = warnings?.map((issue) => sentenceOf(issue, node.id)).join('\n');
  return (
    <>
      {change !== undefined && <span className="card-change">{t(`editor.changes.${change.kind}`)}</span>}
      {node.when !== undefined && (
        <span title={node.when} className="card-mark">
          <IconFilter {...mark} aria-label={t('editor.onlyWhen')} />
        </span>
      )}
      {(node.retries !== undefined || node.fallback !== undefined) && (
        <span title={t('editor.ifItFails')} className="card-mark">
          <IconRefresh {...mark} aria-label={t('editor.ifItFails')} />
        </span>
      )}
      {sentences !== undefined && (
        <span title={sentences} className="card-mark card-problem">
          <IconAlertTriangle {...mark} aria-label={sentences} />
        </span>
      )}
      {sentences === undefined && doubts !== undefined && (
        <span title={doubts} className="card-mark card-doubt">
          <IconAlertTriangle {...mark} aria-label={doubts} />
        </span>
      )}
    </>
  );
}

function problemOf(data: CardNode['data'], side: 'inputs' | 'outputs', port: string): string | undefined {
  if (side === 'outputs') return undefined;
  const issue = data.issues?.find(({ path }) => path === `nodes.${data.node.id}.inputs.${port}`);
  return issue === undefined ? undefined : sentenceOf(issue, data.node.id);
}

function CardPicture({ part }: { part: string | null }) {
  const { t, said } = useWords();
  const { photo } = useScene();
  const parsed = useMemo(() => (part === null ? null : (JSON.parse(part) as PreviewPart)), [part]);
  const picture = useSmallPicture(parsed, photo);
  if (part === null)
    return (
      <div className="card-picture card-no-picture">
        <IconEyeOff size={16} stroke={1.3} aria-hidden="true" />
        <span>{t('editor.notConnected')}</span>
      </div>
    );
  if (picture.error !== null && !picture.isFetching)
    return (
      <div className="card-picture card-no-picture card-failed" title={said(picture.error.message)}>
        <span>{said(picture.error.message)}</span>
      </div>
    );
  return (
    <div className="card-picture" data-stale={picture.isPlaceholderData}>
      <Picture src={photo === null ? undefined : picture.data} alt="" fit="cover" />
    </div>
  );
}
