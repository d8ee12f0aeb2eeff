import { type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Placed, panned, place, type Size, scaleOf, type View, wheelFactor, zoomedTo } from './zoom.ts';

/** An area in which pictures are drawn, moved by dragging and zoomed by the wheel. Several may share one view. */
export function Pane(props: {
  view: View;
  onView: (view: View) => void;
  picture: Size;
  label: string;
  onArea?: (area: Size) => void;
  children: (frame: Placed) => ReactNode;
}) {
  const { view, picture, onView, onArea } = props;
  const box = useRef<HTMLDivElement>(null);
  const [area, setArea] = useState<Size | null>(null);
  const drag = useRef<{ x: number; y: number; view: View } | null>(null);
  const [dragging, setDragging] = useState(false);
  const density = window.devicePixelRatio;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      setArea(size);
      onArea?.(size);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [onArea]);

  const latest = useRef({ view, area, picture, onView });
  useEffect(() => {
    latest.current = { view, area, picture, onView };
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    // React listens passively; the page would scroll.
    const onWheel = (event: WheelEvent) => {
      const now = latest.current;
      if (now.area === null) return;
      event.preventDefault();
      const density = window.devicePixelRatio;
      const bounds = element.getBoundingClientRect();
      const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
      const zoom = scaleOf(now.view, now.area, now.picture, density) * density;
      const wanted = zoom * wheelFactor(event.deltaY, event.deltaMode);
      now.onView(zoomedTo(now.view, wanted, at, now.area, now.picture, density));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);

  const start = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element) || event.target.closest('button, input')) return;
    box.current?.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, view };
    setDragging(true);
  };
  const move = (event: PointerEvent) => {
    const from = drag.current;
    if (from === null || area === null) return;
    onView(panned(from.view, event.clientX - from.x, event.clientY - from.y, area, picture, density));
  };
  const end = () => {
    drag.current = null;
    setDragging(false);
  };
  const frame = area === null ? null : place(view, area, picture, density);
  const movable = frame !== null && area !== null && (frame.width > area.width + 1 || frame.height > area.height + 1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of pictures; keys for zoom are commands of the screen
    <div
      ref={box}
      className="pane"
      role="group"
      aria-label={props.label}
      data-movable={movable}
      data-dragging={dragging}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={(event) => {
        if (area === null || (event.target instanceof Element && event.target.closest('button, input'))) return;
        const bounds = event.currentTarget.getBoundingClientRect();
        const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
        onView(view.zoom === 'fit' ? zoomedTo(view, 1, at, area, picture, density) : { ...view, zoom: 'fit' });
      }}
    >
      {frame !== null && props.children(frame)}
    </div>
  );
}
