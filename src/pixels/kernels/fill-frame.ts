import { filledFrame } from '../../workflow/plan/framing.ts';
import type { FillFrameStep } from '../../workflow/plan/framing-steps.ts';
import type { Box } from '../../workflow/plan/geometry.ts';
import type { Raster } from '../raster.ts';
import { canvasOf, cropRaster, layOver, withAlpha } from './canvas.ts';
import { applyGeometry } from './geometry.ts';
import { colourIn } from './hex-colour.ts';
import { findGround, SPECKS, subjectBox } from './subject-box.ts';

export interface FramedSubject {
  raster: Raster;
  /** In the picture before; null when none was found: then the whole picture counts as the subject. */
  subject: Box | null;
  /** Per cent of the frame's width or height, whichever is more. */
  fill: number;
  /** The frame is smaller than asked for, since nothing was enlarged. */
  short: boolean;
}

/** Centres the subject in its frame, see src/workflow/nodes/fill-frame.ts. */
export async function fillFrame(raster: Raster, step: FillFrameStep): Promise<FramedSubject> {
  const ground = findGround(raster, step.ground);
  const subject = subjectBox(raster, ground, { tolerance: step.tolerance, specks: SPECKS });
  const { width, height } = raster;
  const box = subject ?? { left: 0, top: 0, width, height };
  const { window, size, scale, short } = filledFrame(step, box);
  const part = pictureInside(window, raster);
  const resized = await applyGeometry(cropRaster(raster, part), [
    {
      kind: 'resize',
      target: {
        by: 'box',
        width: Math.max(1, Math.round(part.width * scale)),
        height: Math.max(1, Math.round(part.height * scale)),
        fit: 'fill',
      },
      kernel: 'lanczos3',
      enlarge: true,
    },
  ]);
  const max = raster.depth === 8 ? 255 : 65535;
  const colour: readonly number[] =
    step.color !== 'auto'
      ? colourIn(step.color, raster.profile)
      : ground.by === 'alpha'
        ? [0, 0, 0, 0]
        : [...ground.levels.map((level) => level / max), 1];
  const opaque = colour[3] === 1;
  const picture = opaque ? resized : withAlpha(resized);
  const canvas = canvasOf(picture, size, colour);
  layOver(canvas, picture, {
    left: Math.round((part.left - window.left) * scale),
    top: Math.round((part.top - window.top) * scale),
  });
  const fill = Math.max((box.width * scale) / size.width, (box.height * scale) / size.height) * 100;
  return { raster: opaque ? withoutAlpha(canvas) : canvas, subject, fill: Math.round(fill * 10) / 10, short };
}

/** The part of the picture that lies in a frame; at least a pixel. */
function pictureInside(window: Box, { width, height }: Raster): Box {
  const left = Math.min(width - 1, Math.max(0, Math.round(window.left)));
  const top = Math.min(height - 1, Math.max(0, Math.round(window.top)));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width, Math.round(window.left + window.width)) - left),
    height: Math.max(1, Math.min(height, Math.round(window.top + window.height)) - top),
  };
}

/** RGBA on an opaque canvas is opaque everywhere. */
function withoutAlpha(raster: Raster): Raster {
  if (raster.channels === 3) return raster;
  const { data } = raster;
  const rgb =
    data instanceof Uint8Array ? new Uint8Array((data.length / 4) * 3) : new Uint16Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
  }
  return { ...raster, data: rgb, channels: 3 };
}
