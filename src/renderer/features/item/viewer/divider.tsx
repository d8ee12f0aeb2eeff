import { IconArrowsHorizontal } from '@tabler/icons-react';
import { type PointerEvent, useRef } from 'react';
import { useWords } from '../../../words/use-words.ts';

/** The line between two pictures: dragged, or moved with the arrow keys. `split` is per cent from the left. */
export function Divider({ split, onSplit }: { split: number; onSplit: (split: number) => void }) {
  const { t } = useWords();
  const dragging = useRef(false);
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (!dragging.current) return;
    const bounds = event.currentTarget.closest('.pane')?.getBoundingClientRect();
    if (bounds === undefined) return;
    onSplit(Math.min(100, Math.max(0, ((event.clientX - bounds.left) / bounds.width) * 100)));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the slider inside is what is operated; the line extends its area
    <span
      className="divider"
      style={{ left: `${split}%` }}
      onPointerDown={(event) => {
        event.stopPropagation();
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onSplit(50);
      }}
    >
      <span className="divider-handle" aria-hidden="true">
        <IconArrowsHorizontal size={15} stroke={1.5} />
      </span>
      <input
        className="visually-hidden"
        type="range"
        min={0}
        max={100}
        step={1}
        value={Math.round(split)}
        aria-label={t('item.divider')}
        onChange={(event) => onSplit(Number(event.target.value))}
      />
    </span>
  );
}
