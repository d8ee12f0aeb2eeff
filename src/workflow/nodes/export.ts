import { z } from 'zod';
import { PROFILE_NAMES, type Step } from '../plan/steps.ts';
import { defineNode, hint, imageIn } from './definition.ts';
import { Colour } from './params/colour.ts';
import { template } from './params/template.ts';

const Params = z
  .strictObject({
    format: z
      .enum(['jpeg', 'png', 'webp', 'avif', 'tiff', 'jxl'])
      .default('jpeg')
      .meta(hint({ title: 'Format', widget: 'select' })),
    quality: z
      .int()
      .min(1)
      .max(100)
      .default(85)
      .meta(
        hint({
          title: 'Quality',
          description: 'Of JPEG, WebP, AVIF and JPEG XL. PNG and TIFF are always lossless.',
          widget: 'slider',
          sliderMin: 40,
          sliderMax: 100,
          step: 1,
        }),
      ),
    chroma: z
      .enum(['4:2:0', '4:4:4'])
      .default('4:2:0')
      .meta(
        hint({
          title: 'Chroma',
          description: 'Colour at half size (smaller files), or at full size. JPEG and AVIF.',
          widget: 'select',
        }),
      ),
    effort: z
      .int()
      .min(0)
      .max(100)
      .default(50)
      .meta(
        hint({
          title: 'Effort',
          description: 'Time spent on smaller files, from 0 (fast) to 100 (small). AVIF feels it most.',
          widget: 'slider',
          step: 5,
        }),
      ),
    lossless: z
      .boolean()
      .default(false)
      .meta(hint({ title: 'Lossless', description: 'WebP, AVIF and JPEG XL without any loss.', widget: 'switch' })),
    depth: z
      .literal([8, 16, 'source'])
      .default('source')
      .meta(
        hint({
          title: 'Depth',
          description: 'PNG and TIFF: 8 or 16 bits, or as many as the picture is worked on in.',
          unit: 'bits',
          widget: 'select',
        }),
      ),
    maxKilobytes: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta(
        hint({
          title: 'Largest file',
          description: 'Quality is lowered until the file is no larger.',
          unit: 'kB',
          widget: 'number',
        }),
      ),
    profile: z
      .enum([...PROFILE_NAMES, 'source'])
      .default('srgb')
      .meta(
        hint({
          title: 'Profile',
          description: 'Converted to and embedded; source keeps the profile the picture has.',
          widget: 'select',
        }),
      ),
    metadata: z
      .enum(['all', 'no-gps', 'copyright', 'none'])
      .default('no-gps')
      .meta(
        hint({
          title: 'Metadata',
          description: 'Keep all of it, all but the place, only author and copyright, or nothing.',
          widget: 'select',
        }),
      ),
    dpi: z
      .number()
      .min(1)
      .max(10_000)
      .optional()
      .meta(
        hint({
          title: 'Resolution',
          description: 'Written into the file; the pixels stay the same.',
          unit: 'dpi',
          widget: 'number',
        }),
      ),
    name: template(1000)
      .optional()
      .meta(
        hint({
          title: 'Name',
          description:
            'Template without extension: {name}, {seq:4}, {date:YYYYMMDD}, {branch} … Without it the run decides.',
          widget: 'template',
        }),
      ),
    background: Colour.default('#ffffff').meta(
      hint({
        title: 'Background',
        description: 'Under transparent parts, in formats without transparency.',
        widget: 'color',
      }),
    ),
  })
  .refine(({ format, lossless }) => !(lossless === true && format === 'jpeg'), {
    path: ['lossless'],
    message: 'JPEG cannot be lossless: switch it off, or choose webp, avif, png or tiff.',
    when: () => true,
  })
  .refine(({ format, profile }) => format !== 'jxl' || profile === 'srgb', {
    path: ['profile'],
    message: 'JPEG XL is written in sRGB only: choose srgb, or avif, webp, png or tiff for other profiles.',
    when: () => true,
  });

/**
 * Delivers the picture as a file. `quality` 1–100, `effort` 0–100, `maxKilobytes` in 1000 bytes, `dpi` in dots per inch. The
 * conversion to `profile` is a colour step of its own, so that the planner can merge it with colour nodes before it.
 */
export default defineNode({
  type: 'export',
  label: 'Export',
  category: 'output',
  description: 'Delivers the picture as a file: format, quality, profile, metadata and name.',
  icon: 'file-export',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: { file: { type: 'file', label: 'File' } },
  results: {},
  compile(params): Step[] {
    const { format, quality, chroma, effort, lossless, depth, profile, metadata, background } = params;
    return [
      ...(profile === 'source' ? [] : [{ kind: 'colour', ops: [{ op: 'convertProfile', profile }] } satisfies Step]),
      {
        kind: 'encode',
        format,
        quality,
        chroma,
        effort,
        lossless,
        depth,
        maxKilobytes: params.maxKilobytes ?? null,
        profile,
        metadata,
        dpi: params.dpi ?? null,
        background,
      },
    ];
  },
});
