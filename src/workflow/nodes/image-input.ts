import { z } from 'zod';
import type { RawDevelopment } from '../plan/steps.ts';
import { defineNode, hint, imageOut } from './definition.ts';

const RAW = 'Camera RAW';

const Params = z.strictObject({
  orientation: z
    .enum(['apply', 'keep'])
    .default('apply')
    .meta(
      hint({
        title: 'Orientation',
        description: 'Apply the EXIF orientation, or keep the picture as it is stored.',
        widget: 'select',
      }),
    ),
  rawSource: z
    .enum(['develop', 'preview'])
    .default('develop')
    .meta(
      hint({
        title: 'RAW files',
        description: 'Develop what the sensor saw, or take the smaller JPEG that the camera put into the file (fast).',
        widget: 'select',
        group: RAW,
      }),
    ),
  rawWhiteBalance: z
    .enum(['camera', 'auto', 'temperature'])
    .default('camera')
    .meta(
      hint({
        title: 'White balance',
        description: 'As the camera measured it, as the picture’s average says, or by temperature and tint.',
        widget: 'select',
        group: RAW,
      }),
    ),
  rawKelvin: z
    .number()
    .min(2000)
    .max(25_000)
    .default(5500)
    .meta(
      hint({
        title: 'Temperature',
        description: 'Of the light, where the white balance is by temperature.',
        unit: 'K',
        widget: 'slider',
        sliderMin: 2000,
        sliderMax: 12_000,
        step: 50,
        group: RAW,
      }),
    ),
  rawTint: z
    .number()
    .min(-150)
    .max(150)
    .default(0)
    .meta(hint({ title: 'Tint', description: 'From green to magenta.', widget: 'slider', step: 1, group: RAW })),
  rawExposure: z
    .number()
    .min(-5)
    .max(5)
    .default(0)
    .meta(
      hint({ title: 'Exposure', unit: 'EV', widget: 'slider', sliderMin: -3, sliderMax: 3, step: 0.1, group: RAW }),
    ),
  rawAutoBrightness: z
    .boolean()
    .default(true)
    .meta(
      hint({
        title: 'Automatic brightness',
        description:
          'Brighten so that 1 % of the pixels are white. Off, every picture of a series gets the same treatment. Highlights must be clipped or blended.',
        widget: 'switch',
        group: RAW,
      }),
    ),
  rawHighlights: z
    .enum(['clip', 'unclip', 'blend', 'rebuild'])
    .default('clip')
    .meta(
      hint({
        title: 'Highlights',
        description:
          'Where channels ran full: clip to white, leave them as they are (may turn pink), blend, or rebuild their colour.',
        widget: 'select',
        group: RAW,
      }),
    ),
});

/**
 * Where pictures come in. An item has one picture for each input node.
 *
 * `orientation`: `apply` turns the picture as its EXIF orientation says; `keep` leaves it as stored, to be turned later
 * by `autoOrient` or by whoever opens the exported file. The `raw…` params are for camera RAW files alone: kelvin
 * 2000–25000, tint −150…150 as in `whiteBalance`, exposure in stops of linear light.
 */
export default defineNode({
  type: 'imageInput',
  label: 'Image input',
  category: 'input',
  description: 'Brings a picture into the workflow, upright as the camera meant it.',
  icon: 'photo',
  scope: 'item',
  params: Params,
  inputs: {},
  outputs: imageOut,
  results: {
    format: {
      type: 'string',
      description: 'Format of the file: jpeg, png, webp, avif, tiff, gif, svg, raw, heic, jxl, psd, bmp or qoi.',
    },
    exif: {
      type: 'object',
      description:
        'EXIF basics, each there only where the file has it: make, model, lens, iso, fNumber, exposureTime (s), focalLength (mm), takenAt, artist, copyright, title, description.',
    },
  },
  compile(params, { nodeId }) {
    const raw = development(params);
    return [
      { kind: 'decode', inputNode: nodeId, orient: params.orientation === 'apply', ...(raw === null ? {} : { raw }) },
    ];
  },
});

/** Null where every param says what happens anyway. The preview is taken as it is: nothing else matters then. */
function development(params: z.output<typeof Params>): RawDevelopment | null {
  const { rawSource, rawWhiteBalance, rawKelvin, rawTint, rawExposure, rawAutoBrightness, rawHighlights } = params;
  const given: RawDevelopment = {
    source: rawSource,
    whiteBalance:
      rawWhiteBalance === 'temperature' ? { by: 'light', kelvin: rawKelvin, tint: rawTint } : { by: rawWhiteBalance },
    exposure: rawExposure,
    autoBrightness: rawAutoBrightness,
    highlights: rawHighlights,
  };
  const usual =
    rawSource === 'develop' &&
    rawWhiteBalance === 'camera' &&
    rawExposure === 0 &&
    rawAutoBrightness &&
    rawHighlights === 'clip';
  return usual ? null : given;
}
