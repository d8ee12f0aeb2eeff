/** A place to draw in, or a picture's own size. */
export interface Size {
  width: number;
  height: number;
}

/**
 * What of a picture is seen. The middle is a share of its width and height, so that it means the same for two pictures of different
 * size, and for the next photo.
 */
export interface View {
  /** Device pixels a picture's pixel: 1 is 100 %. */
  zoom: number | 'fit';
  x: number;
  y: number;
}

/** A picture, with its place in the area. CSS pixels. */
export interface Placed extends Size {
  left: number;
  top: number;
}

export const FIT: View = { zoom: 'fit', x: 0.5, y: 0.5 };
/** Free room around a picture that fits. */
const MARGIN = 12;
const MOST = 8;
/** Small pictures are not blown up beyond this to fit. */
const MOST_TO_FIT = 2;

/** CSS pixels a picture's pixel, such that all of it is seen. */
export function fitScale(area: Size, picture: Size, density: number): number {
  const room = {
    width: Math.max(1, area.width - 2 * MARGIN),
    height: Math.max(1, area.height - 2 * MARGIN),
  };
  return Math.min(room.width / picture.width, room.height / picture.height, MOST_TO_FIT / density);
}

/** CSS pixels a picture's pixel in a view. `density`: device pixels a CSS pixel. */
export function scaleOf(view: View, area: Size, picture: Size, density: number): number {
  return view.zoom === 'fit' ? fitScale(area, picture, density) : view.zoom / density;
}

/** Where the picture is drawn: centred where there is room, else with no gap at its edges. */
export function place(view: View, area: Size, picture: Size, density: number): Placed {
  const scale = scaleOf(view, area, picture, density);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    width,
    height,
    left: offset(area.width, width, view.x),
    top: offset(area.height, height, view.y),
  };
}

function offset(room: number, length: number, middle: number): number {
  const spare = room - length;
  if (spare >= 0) return spare / 2;
  return Math.min(0, Math.max(spare, room / 2 - middle * length));
}

/** Moved by so many CSS pixels; the middle stays where it can be. */
export function panned(view: View, dx: number, dy: number, area: Size, picture: Size, density: number): View {
  const now = place(view, area, picture, density);
  const middle = (room: number, length: number, start: number, d: number, was: number) => {
    if (length <= room) return was;
    return (room / 2 - Math.min(0, Math.max(room - length, start + d))) / length;
  };
  return {
    ...view,
    x: middle(area.width, now.width, now.left, dx, view.x),
    y: middle(area.height, now.height, now.top, dy, view.y),
  };
}

/**
 * Zoomed such that what is under the pointer stays there. Below the fitting size it fits.
 * @param at pointer in the area, CSS pixels
 * @param zoom wanted, device pixels a picture's pixel
 */
export function zoomedTo(
  view: View,
  zoom: number,
  at: { x: number; y: number },
  area: Size,
  picture: Size,
  density: number,
): View {
  const fits = fitScale(area, picture, density) * density;
  const next = Math.min(Math.max(MOST, fits), zoom);
  if (next <= fits * 1.001) return { ...view, zoom: 'fit' };
  const before = place(view, area, picture, density);
  const under = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height };
  const scale = next / density;
  const middle = (share: number, pointer: number, room: number, length: number) =>
    share + (room / 2 - pointer) / (length * scale);
  const x = middle(clamped(under.x), at.x, area.width, picture.width);
  const y = middle(clamped(under.y), at.y, area.height, picture.height);
  return { zoom: next, x: clamped(x), y: clamped(y) };
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** How a turn of the wheel changes the zoom; trackpads send many small turns. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaMode === 0 ? deltaY : deltaY * 16;
  return Math.exp(-Math.min(120, Math.max(-120, pixels)) * 0.0025);
}

/** Sizes that are asked for, few, so that they are found in the cache when they are wanted again. */
const EDGES = [512, 1024, 1536, 2048, 3072, 4096] as const;

/**
 * Longest edge to ask for so that the picture is sharp where it is drawn; undefined for the picture in full size.
 * @param drawn longest edge on screen, device pixels
 */
export function edgeFor(drawn: number, full: number): number | undefined {
  const edge = EDGES.find((one) => one >= drawn * 0.95);
  return edge === undefined || edge >= full ? undefined : edge;
}
