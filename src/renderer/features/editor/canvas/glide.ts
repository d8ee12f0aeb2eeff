import type { Place } from '../graph/edit-document.ts';

const GLIDE_MS = 120;

/**
 * Moves things from where they are to where they belong, wires and all; at once where motion is not wanted.
 * @returns stops it
 */
export function glide(
  from: ReadonlyMap<string, Place>,
  to: ReadonlyMap<string, Place>,
  put: (places: ReadonlyMap<string, Place>) => void,
): () => void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    put(to);
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function move(now) {
    const share = Math.min(1, Math.max(0, (now - start) / GLIDE_MS));
    const eased = 1 - (1 - share) ** 3;
    const between = (a: number, b: number) => a + (b - a) * eased;
    put(
      new Map(
        [...to].map(([id, place]) => {
          const was = from.get(id) ?? place;
          return [id, { x: between(was.x, place.x), y: between(was.y, place.y) }];
        }),
      ),
    );
    if (share < 1) frame = requestAnimationFrame(move);
  });
  return () => cancelAnimationFrame(frame);
}
