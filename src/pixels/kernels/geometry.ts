import type { Sharp } from 'sharp';
import {
  type Box,
  croppedSize,
  interestOf,
  placeBox,
  resizedSize,
  type Size,
  sizeAfter,
} from '../../workflow/plan/geometry.ts';
import type { CropStep, GeometryStep, ResizeKernel } from '../../workflow/plan/steps.ts';
import type { Raster } from '../raster.ts';
import { cropRaster, padRaster } from './canvas.ts';
import { detectFaces } from './faces/detect-faces.ts';
import { frameOfFaces } from './faces/frame-of-faces.ts';
import { AS_IS, boxBefore, isAsIs, type Lay, laidSize, layAfter, layOfOrientation, layRaster } from './quarter-turn.ts';
import { rasterOf, resampled, sharpOf } from './raw-sharp.ts';
import { straighten } from './straighten.ts';

/**
 * Geometry as sharp can do it in one call: a box is cut out, scaled, then mirrored and turned. (sharp's own order, read in
 * pipeline.cc of 0.35.5: extract → resize → flip, flop → rotate by quarters, as long as `rotate` is called after
 * `resize`.) Steps in another order are brought into this one: a box is found in the picture before it was turned, and
 * scaling commutes with mirrors and quarter turns.
 */
interface OneCall {
  box: Box | null;
  /** Size before the picture is laid. */
  resize: { size: Size; kernel: ResizeKernel } | null;
  lay: Lay;
  /** Size after the call. */
  size: Size;
  oriented: boolean;
  /** Steps that do not fit in. */
  rest: GeometryStep[];
}

function planCall(steps: readonly GeometryStep[], source: Size, pending: number): OneCall {
  const call: OneCall = { box: null, resize: null, lay: AS_IS, size: source, oriented: false, rest: [] };
  for (const [index, step] of steps.entries()) {
    if (!takeIn(call, step, source, call.oriented ? 1 : pending)) {
      call.rest = steps.slice(index);
      break;
    }
  }
  return call;
}

/** Adds a step to the call; false when it has to wait until the call is done. */
function takeIn(call: OneCall, step: GeometryStep, source: Size, pending: number): boolean {
  switch (step.kind) {
    case 'orient':
      lay(call, layOfOrientation(pending));
      call.oriented = true;
      return true;
    case 'flip':
      lay(call, { mirror: true, turns: step.axis === 'horizontal' ? 0 : 2 });
      return true;
    case 'rotate':
      if (step.angle % 90 !== 0) return false;
      lay(call, { mirror: false, turns: ((((step.angle / 90) % 4) + 4) % 4) as Lay['turns'] });
      return true;
    case 'crop': {
      const box = cropBox(step, call.size);
      if (box === null || call.resize !== null) return false;
      const within = call.box ?? { left: 0, top: 0, ...source };
      const before = boxBefore(call.lay, box, within);
      call.box = { ...before, left: within.left + before.left, top: within.top + before.top };
      call.size = { width: box.width, height: box.height };
      return true;
    }
    case 'resize': {
      // The nearest pixel is not the same one seen from the other side.
      if (call.resize !== null || (step.kernel === 'nearest' && !isAsIs(call.lay))) return false;
      const size = resizedSize(step, call.size);
      if (size.width === call.size.width && size.height === call.size.height) return true;
      call.size = size;
      call.resize = { size: laidSize(call.lay, size), kernel: step.kernel };
      return true;
    }
    case 'pad':
      return false;
  }
}

function lay(call: OneCall, more: Lay): void {
  call.lay = layAfter(call.lay, more);
  call.size = laidSize(more, call.size);
}

/** The box of a crop whose place is known beforehand; null when it depends on what is to be seen. */
function cropBox(step: CropStep, size: Size): Box | null {
  if (interestOf(step) !== null) return null;
  const part = croppedSize(step, size);
  if (step.place.by === 'gravity') return { ...part, ...placeBox(step.place.gravity, size, part) };
  const { left, top } = step.place;
  return {
    ...part,
    left: Math.min(Math.max(0, Math.round(left)), size.width - part.width),
    top: Math.min(Math.max(0, Math.round(top)), size.height - part.height),
  };
}

export interface GeometryPipelineOptions {
  /** EXIF orientation of what the pipeline yields; 1 when sharp or the decoder applies it. */
  pending: number;
}

/**
 * Adds as many of the steps, from the first, as sharp can do in one call, so that JPEG and WebP shrink on load. `size` is
 * what the pipeline would yield without them, the returned one is what it yields with them. `rest` are the steps that did
 * not fit in: decode, then give the raster and them to `applyGeometry`. `oriented`: the pending orientation has been
 * applied.
 */
export function geometryPipeline(
  pipeline: Sharp,
  steps: readonly GeometryStep[],
  size: Size,
  options: GeometryPipelineOptions,
): { pipeline: Sharp; size: Size; rest: GeometryStep[]; oriented: boolean } {
  const call = planCall(steps, size, options.pending);
  addCall(pipeline, call);
  return { pipeline, size: call.size, rest: call.rest, oriented: call.oriented };
}

function addCall(pipeline: Sharp, call: OneCall): Sharp {
  if (call.box !== null) pipeline.extract(call.box);
  if (call.resize !== null) {
    const { size, kernel } = call.resize;
    pipeline.resize(size.width, size.height, { fit: 'fill', kernel });
  }
  const { mirror, turns } = call.lay;
  if (mirror && turns === 2) return pipeline.flip();
  if (mirror) pipeline.flop();
  return turns === 0 ? pipeline : pipeline.rotate(turns * 90);
}

/**
 * The steps, in order, on a raster. The raster itself is left as it is, and handed back when nothing changes. Sizes are
 * exactly those of workflow/plan/geometry.ts. Crops, mirrors and quarter turns are exact copies; alpha is premultiplied
 * where pixels mix. `onNoFace` is called where a crop was to look for faces and there is none.
 */
export async function applyGeometry(
  raster: Raster,
  steps: readonly GeometryStep[],
  onNoFace: () => void = () => {},
): Promise<Raster> {
  let picture = raster;
  let rest: readonly GeometryStep[] = steps;
  while (rest.length > 0) {
    const step = rest[0]!;
    if (step.kind === 'pad') {
      picture = padRaster(picture, step);
      rest = rest.slice(1);
    } else if (step.kind === 'rotate' && step.angle % 90 !== 0) {
      picture = straighten(picture, step);
      rest = rest.slice(1);
    } else if (step.kind === 'crop' && cropBox(step, picture) === null) {
      picture = await cropToInterest(picture, step, onNoFace);
      rest = rest.slice(1);
    } else {
      const call = planCall(rest, picture, picture.orientation);
      picture = await runCall(picture, call);
      rest = call.rest;
    }
  }
  return picture;
}

async function runCall(raster: Raster, call: OneCall): Promise<Raster> {
  const orientation = call.oriented ? 1 : raster.orientation;
  let picture: Raster;
  if (call.resize === null) {
    picture = layRaster(call.box === null ? raster : cropRaster(raster, call.box), call.lay);
  } else {
    picture = await resampled(raster, (pipeline) => addCall(pipeline, call));
  }
  return orientation === picture.orientation ? picture : { ...picture, orientation };
}

/**
 * At the faces, or by libvips' smartcrop, reached through sharp's `cover` with scaling ruled out. `onNoFace`: there is no face to look
 * for, so what draws the eye decides.
 */
async function cropToInterest(raster: Raster, step: CropStep, onNoFace: () => void): Promise<Raster> {
  const part = sizeAfter(step, raster);
  if (part.width === raster.width && part.height === raster.height) return raster;
  const interest = interestOf(step);
  if (interest === 'face') {
    const frame = frameOfFaces(await detectFaces(raster), raster, part);
    if (frame !== null) return cropRaster(raster, frame);
    onNoFace();
  }
  const position = interest === 'entropy' ? 'entropy' : 'attention';
  const pipeline = sharpOf(raster).resize({ ...part, fit: 'cover', position, withoutReduction: true });
  return rasterOf(pipeline, raster);
}
