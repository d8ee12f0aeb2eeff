import { type PointerEvent, useLayoutEffect, useRef, useState } from 'react';

interface Side {
  src: string;
  label: string;
}
interface Pan {
  x: number;
  y: number;
}

/**
 * Two pictures over one another with a divider between them. `fit` shows all of them; else 100 %, where dragging moves
 * both together. Nodes may change the size: both are drawn in the frame of the right one, so that places match.
 */
export function CompareViewer({ left, right, fit }: { left: Side; right: Side; fit: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [area, setArea] = useState({ width: 1, height: 1 });
  const [natural, setNatural] = useState({ width: 3, height: 2 });
  const [split, setSplit] = useState(0.5);
  const [pan, setPan] = useState<Pan>({ x: 0, y: 0 });
  const drag = useRef<{ what: 'split' | 'pan'; x: number; y: number; from: Pan } | null>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setArea({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const scale = fit
    ? Math.min((area.width - 24) / natural.width, (area.height - 24) / natural.height, 4)
    : 1 / window.devicePixelRatio;
  const width = natural.width * scale;
  const height = natural.height * scale;
  const clamp = (value: number, spare: number) =>
    spare >= 0 ? spare / 2 : Math.min(0, Math.max(spare, value + spare / 2));
  const frame = {
    width,
    height,
    left: clamp(pan.x, area.width - width),
    top: clamp(pan.y, area.height - height),
  };

  const start = (event: PointerEvent, what: 'split' | 'pan') => {
    event.stopPropagation();
    box.current?.setPointerCapture(event.pointerId);
    drag.current = { what, x: event.clientX, y: event.clientY, from: pan };
  };
  const move = (event: PointerEvent) => {
    const now = drag.current;
    if (now === null) return;
    if (now.what === 'split') {
      const bounds = box.current!.getBoundingClientRect();
      setSplit(Math.min(1, Math.max(0, (event.clientX - bounds.left) / bounds.width)));
    } else setPan({ x: now.from.x + event.clientX - now.x, y: now.from.y + event.clientY - now.y });
  };
  return (
    <div
      ref={box}
      className="viewer"
      onPointerDown={(event) => start(event, 'pan')}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = null;
      }}
    >
      <img
        src={right.src}
        alt={`after: ${right.label}`}
        style={frame}
        draggable={false}
        onLoad={(event) =>
          setNatural({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })
        }
      />
      <div className="layer" style={{ clipPath: `inset(0 ${(1 - split) * 100}% 0 0)` }}>
        <img src={left.src} alt={`before: ${left.label}`} style={frame} draggable={false} />
      </div>
      <span className="tag" style={{ left: 8 }}>
        {left.label}
      </span>
      <span className="tag" style={{ right: 8 }}>
        {right.label}
      </span>
      <button
        type="button"
        className="divider"
        aria-label="Move the divider; arrow keys work too"
        style={{ left: `${split * 100}%` }}
        onPointerDown={(event) => start(event, 'split')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') setSplit((value) => Math.max(0, value - 0.02));
          if (event.key === 'ArrowRight') setSplit((value) => Math.min(1, value + 0.02));
        }}
      />
    </div>
  );
}
