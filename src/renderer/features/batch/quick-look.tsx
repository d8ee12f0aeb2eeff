import { Modal } from '@mantine/core';
import type { ItemResource, RunResource } from '../../../contract/api.ts';
import { itemThumb } from '../../api/pictures.ts';
import { Picture } from '../../components/picture.tsx';
import { go, to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { TILE_STANDARD, thumbEdge } from './grid-layout.ts';

/** One photo large over the grid, for as long as somebody looks: arrows go on, Space or Escape closes. */
export function QuickLook(props: {
  run: RunResource;
  item: ItemResource;
  index: number;
  total: number;
  onMove: (index: number) => void;
  onClose: () => void;
}) {
  const { t, said } = useWords();
  const { item, index, total, onMove, onClose, run } = props;
  const small = itemThumb(run.id, item, thumbEdge(TILE_STANDARD, window.devicePixelRatio));
  useShortcut('Space Escape', t('common.close'), onClose, { inDialog: true, keyOnly: true });
  useShortcut('ArrowLeft ArrowUp', t('item.previous'), () => onMove(Math.max(0, index - 1)), {
    inDialog: true,
    keyOnly: true,
  });
  useShortcut('ArrowRight ArrowDown', t('item.next'), () => onMove(Math.min(total - 1, index + 1)), {
    inDialog: true,
    keyOnly: true,
  });
  useShortcut('Enter', t('batch.open'), () => go(to.item(run.id, item.id)), { inDialog: true, keyOnly: true });
  return (
    <Modal.Root opened onClose={onClose} fullScreen closeOnEscape={false} padding={0}>
      <Modal.Overlay />
      <Modal.Content className="quick-look" aria-label={t('batch.lookAt', { name: item.name })}>
        <Modal.Body className="quick-look-body">
          {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Space and Escape close it too */}
          <div className="quick-look-picture" onClick={onClose}>
            {item.status === 'failed' ? (
              <p className="failed-text">{item.error !== null && said(item.error.message)}</p>
            ) : (
              <Picture src={itemThumb(run.id, item, 1024)} preview={small} alt={item.name} />
            )}
          </div>
          <p className="quick-look-caption count">
            <span className="ellipsis strong">{item.name}</span>
            <span className="dim">{t('item.position', { place: index + 1, total })}</span>
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
