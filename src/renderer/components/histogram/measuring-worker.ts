import { clippingOverlay, histogramOf } from './histogram.ts';
import type { MeasureAnswer, Measured, MeasureRequest } from './measured.ts';

/** Enough for a histogram; more only costs time. */
const LONG_EDGE = 1024;

/** What the types of a page do not know of a worker. */
const port = globalThis as unknown as {
  onmessage: (event: MessageEvent<MeasureRequest>) => void;
  postMessage(answer: MeasureAnswer, transfer: Transferable[]): void;
};

port.onmessage = async ({ data: { id, picture } }) => {
  // A picture that cannot be read has no histogram; the viewer says why.
  const measured = await measure(picture).catch(() => null);
  port.postMessage({ id, measured }, measured === null ? [] : [measured.overlay.data.buffer]);
};

/** Counts the pixels of a picture, made smaller where it is large, in sRGB. */
async function measure(file: Blob): Promise<Measured | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  // Smoothing would pull clipped pixels off the ends; a sample of them has as large a share of clipped ones as all.
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { histogram: histogramOf(data), overlay: new ImageData(clippingOverlay(data), width, height) };
}
