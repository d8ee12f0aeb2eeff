import { Handle, Position, useConnection } from '@xyflow/react';
import type { PortType } from '../../../../contract/node-type.ts';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { misfitOf } from '../graph/ports.ts';

/** A port at the edge of a card. Its shape says what goes through it; while a wire is dragged, those that do not fit are dim. */
export function Socket(props: {
  nodeId: string;
  port: string;
  kind: PortType;
  label: string;
  side: 'inputs' | 'outputs';
  /** From the card's upper edge, in pixels. */
  top: number;
  problem: string | undefined;
}) {
  const { t } = useWords();
  const { editor } = useScene();
  const { nodeId, port, side } = props;
  const isInput = side === 'inputs';
  const dragged = useConnection((connection) =>
    connection.inProgress
      ? `${connection.fromHandle.type} ${connection.fromHandle.nodeId} ${connection.fromHandle.id ?? ''}`
      : null,
  );
  const fit = dragged === null ? undefined : fits(dragged);
  function fits(from: string): boolean {
    const [type, otherId = '', otherPort = ''] = from.split(' ');
    if (otherId === nodeId && otherPort === port) return true;
    if ((type === 'source') !== isInput) return false;
    const wire = isInput
      ? { from: otherId, fromPort: otherPort, to: nodeId, toPort: port }
      : { from: nodeId, fromPort: port, to: otherId, toPort: otherPort };
    return misfitOf(editor.document, editor.types, wire) === null;
  }
  const kind = t(`editor.kinds.${props.kind}`);
  return (
    <Handle
      type={isInput ? 'target' : 'source'}
      position={isInput ? Position.Left : Position.Right}
      id={port}
      className="socket"
      data-kind={props.kind}
      data-fits={fit}
      data-problem={props.problem !== undefined}
      isConnectable={!editor.readOnly}
      style={{ top: props.top }}
      title={props.problem ?? `${props.label} (${kind})`}
    />
  );
}
