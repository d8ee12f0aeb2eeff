import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';

/** Measures the picture and hands it on as it is. What the file does not say (lens, ISO …) is absent from the result. */
export default defineNode({
  type: 'analyze',
  label: 'Analyze',
  category: 'analysis',
  description: 'Measures the picture, for conditions and for params of other nodes: colours, sharpness, EXIF basics.',
  icon: 'chart-histogram',
  scope: 'item',
  params: z.strictObject({}),
  inputs: imageIn,
  outputs: imageOut,
  results: {
    format: { type: 'string', description: 'Format of the source file: jpeg, png, webp, avif, tiff, gif or svg.' },
    dominantColor: { type: 'color', description: 'Most frequent colour, #rrggbb in sRGB.' },
    palette: {
      type: 'array',
      description: 'Up to six main colours as { color: #rrggbb in sRGB, share: 0–1 }, the most frequent first.',
    },
    sharpness: { type: 'number', description: 'How much fine detail there is; compare pictures of one size.' },
    brightness: { type: 'number', description: 'Mean lightness, 0 black to 1 white.' },
    hasAlpha: { type: 'boolean', description: 'True when the picture has transparency.' },
    camera: { type: 'string', description: 'Make and model of the camera. EXIF; may be absent.' },
    lens: { type: 'string', description: 'Lens. EXIF; may be absent.' },
    iso: { type: 'number', description: 'ISO sensitivity. EXIF; may be absent.' },
    fNumber: { type: 'number', description: 'Aperture, 2.8 for f/2.8. EXIF; may be absent.' },
    exposureTime: { type: 'number', description: 'Exposure time in seconds. EXIF; may be absent.' },
    focalLength: { type: 'number', description: 'Focal length in mm. EXIF; may be absent.' },
    takenAt: { type: 'string', description: 'When it was taken, ISO date-time. EXIF; may be absent.' },
  },
  compile: () => [{ kind: 'analyze' }],
});
