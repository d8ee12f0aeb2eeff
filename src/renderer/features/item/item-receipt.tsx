import type { ItemDetailResource } from '../../../contract/api.ts';
import type { Receipt } from '../../../contract/run.ts';
import { Facts } from '../../frame/panel.tsx';
import { useWords } from '../../words/use-words.ts';

/** The hashes that prove how the files were made. */
export function ItemReceipt({ item, receipt }: { item: ItemDetailResource; receipt: Receipt }) {
  const { t } = useWords();
  const label = (nodeId: string) => item.nodeStates.find((state) => state.nodeId === nodeId)?.label ?? nodeId;
  return (
    <details className="item-receipt">
      <summary className="dim">{t('item.receiptMore')}</summary>
      <Facts
        rows={[
          ...Object.entries(receipt.inputs).map(([nodeId, hash]): [string, React.ReactNode] => [
            t('item.receiptInput', { node: label(nodeId) }),
            <Hash key={nodeId} hash={hash} />,
          ]),
          ...Object.entries(receipt.outputs).map(([nodeId, hash]): [string, React.ReactNode] => [
            t('item.receiptOutput', { node: label(nodeId) }),
            <Hash key={nodeId} hash={hash} />,
          ]),
          [t('item.receiptPlan'), <Hash key="plan" hash={receipt.planHash} />],
          [t('item.receiptEngine'), receipt.engineVersion],
        ]}
      />
    </details>
  );
}

function Hash({ hash }: { hash: string }) {
  return <code className="item-hash">{hash}</code>;
}
