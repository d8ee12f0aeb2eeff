import type { Raster } from '../../src/pixels/raster.ts';
import type { Graph } from '../../src/workflow/graph/graph.ts';
import { resolveParams } from '../../src/workflow/graph/params.ts';
import { isDetailStep } from '../../src/workflow/plan/detail-steps.ts';
import { isRetouchStep } from '../../src/workflow/plan/retouch-steps.ts';
import type { Step } from '../../src/workflow/plan/steps.ts';
import { developed } from './colour.ts';
import { clipped, type FloatPicture, fromRaster } from './float-picture.ts';
import { framed } from './framing.ts';
import { moved } from './geometry.ts';
import { corrected } from './local-tones.ts';
import { retouched } from './retouch.ts';
import { sharpened } from './sharpen.ts';

/**
 * What a workflow means: each node by itself, in the graph's order, on pictures in double precision. Slow and obvious; what
 * the planner and the kernels make must look the same (the law of equivalence, docs/architecture.md).
 *
 * Gives the picture at every node; at an export, the one that goes into the file. `sources`: input node → the stored
 * picture, its EXIF orientation not yet applied.
 */
export async function referencePictures(
  graph: Graph,
  sources: Readonly<Record<string, Raster>>,
): Promise<Map<string, FloatPicture>> {
  const pictures = new Map<string, FloatPicture>();
  for (const id of graph.order) {
    const graphNode = graph.nodes.get(id)!;
    const { definition, inputs } = graphNode;
    let picture = inputs['image'] === undefined ? fromRaster(sources[id]!) : pictures.get(inputs['image'].nodeId)!;
    for (const step of definition.compile(resolveParams(graphNode, {}), { nodeId: id })) {
      picture = await afterStep(picture, step);
    }
    pictures.set(id, picture);
  }
  for (const [id, picture] of pictures) pictures.set(id, clipped(picture));
  return pictures;
}

/** Point operations see the values as they are; every other step sees them clipped. */
async function afterStep(picture: FloatPicture, step: Step): Promise<FloatPicture> {
  if (isDetailStep(step)) return corrected(clipped(picture), step);
  if (isRetouchStep(step)) return retouched(picture, step);
  switch (step.kind) {
    case 'colour':
      return developed(picture, step.ops);
    case 'decode':
      return step.orient ? moved(picture, { kind: 'orient' }) : picture;
    case 'sharpen':
      return sharpened(clipped(picture), step);
    case 'trim':
    case 'fillFrame':
    case 'perspective':
    case 'border':
    case 'collage':
      return framed(clipped(picture), step);
    case 'metadata':
    case 'check':
    case 'analyze':
    case 'encode':
      return picture;
    case 'overlay':
      throw new Error('Overlays have a reference of their own.');
    default:
      return moved(clipped(picture), step);
  }
}
