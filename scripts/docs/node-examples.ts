import type { SampleName } from '../../src/contract/pixel-tasks.ts';

/** What is shown of a node: a sample photo, the nodes before it, its params, and words below the two pictures. */
export interface NodeExample {
  sample: SampleName;
  /** Applied to both pictures, so that there is something to be mended. */
  before?: { type: string; params: Record<string, unknown> }[];
  params?: Record<string, unknown>;
  /** Another type that shows the same, where the node's own work cannot be seen on a preview. */
  as?: string;
  /** Of the cut-out that the node takes in, where it needs one. */
  cutOut?: true;
  captions?: readonly [string, string];
}

const LUT_NOTE = 'teal shadows, warm lights (a .cube file)';

/** One example for each node type; a test fails when one is missing. `lut` gets the path of a LUT made for it. */
export function nodeExamples(lut: string): Record<string, NodeExample> {
  return {
    analyze: { sample: 'lantern', captions: ['a picture', 'the same, and its numbers: colours, sharpness, EXIF'] },
    assert: {
      sample: 'mug',
      before: [{ type: 'fillFrame', params: { aspect: '1:1', fill: 60 } }],
      captions: ['the subject fills 60 %', 'refused: at least 85 %'],
    },
    autoLevels: {
      sample: 'coast',
      before: [{ type: 'levels', params: { outputBlack: 70, outputWhite: 190 } }],
      params: {},
    },
    autoOrient: {
      sample: 'lantern',
      before: [{ type: 'rotate', params: { angle: 270 } }],
      as: 'rotate',
      params: { angle: 90 },
      captions: ['as stored', 'as EXIF says'],
    },
    autoWhiteBalance: {
      sample: 'mug',
      before: [{ type: 'whiteBalance', params: { kelvin: 3800, tint: 10 } }],
      params: {},
    },
    blackWhite: { sample: 'dunes', params: {} },
    border: { sample: 'coast', params: { width: 5, lineWidth: 0.5, caption: 'Coast, evening', captionSize: 3.5 } },
    clarity: { sample: 'coast', params: { clarity: 80 } },
    collage: { sample: 'coast', captions: ['one branch', 'up to six side by side'] },
    contactSheet: { sample: 'coast', captions: ['a picture of the run', 'the whole run on a sheet'] },
    contrast: { sample: 'coast', params: { contrast: 50 } },
    convertProfile: {
      sample: 'dunes',
      params: { profile: 'srgb' },
      captions: ['Display P3', 'sRGB: the same colours, but the widest'],
    },
    crop: { sample: 'coast', params: { aspect: '1:1', gravity: 'east' } },
    curves: {
      sample: 'coast',
      params: {
        master: [
          [0, 0],
          [70, 40],
          [180, 215],
          [255, 255],
        ],
      },
    },
    dehaze: {
      sample: 'coast',
      before: [{ type: 'levels', params: { outputBlack: 90, outputWhite: 235 } }],
      params: { amount: 70 },
    },
    denoise: {
      sample: 'night-harbour',
      before: [
        { type: 'crop', params: { width: 420, height: 280, gravity: 'center' } },
        { type: 'grain', params: { amount: 70 } },
      ],
      params: { luma: 70, chroma: 70 },
    },
    export: { sample: 'coast', captions: ['a picture', 'a file: format, quality, profile, metadata, name'] },
    exposure: { sample: 'coast', params: { ev: 1 } },
    fillFrame: { sample: 'mug', cutOut: true, params: { aspect: '1:1', fill: 85, color: '#ffffff' } },
    filter: { sample: 'lantern', captions: ['input.height > input.width', 'takes the way “match”'] },
    flip: { sample: 'coast', params: {} },
    grain: {
      sample: 'night-harbour',
      before: [{ type: 'crop', params: { width: 500, height: 333, gravity: 'center' } }],
      params: { amount: 80 },
    },
    highlightsShadows: { sample: 'night-harbour', params: { shadows: 80 } },
    hsl: { sample: 'dunes', params: { orangeHue: -60, blueSaturation: -70 } },
    imageInput: { sample: 'coast', captions: ['a file: JPEG, RAW, HEIC …', 'a picture, upright'] },
    levels: { sample: 'coast', params: { black: 40, white: 210, gamma: 1.1 } },
    lut: { sample: 'coast', params: { file: lut }, captions: ['before', LUT_NOTE] },
    maskPicture: { sample: 'mug', captions: ['the cut-out', 'its mask as a picture'] },
    metadata: { sample: 'coast', captions: ['no copyright', '© 2026 Jane Doe, keywords: coast, evening'] },
    outputSharpen: {
      sample: 'mug',
      before: [{ type: 'crop', params: { width: 360, height: 240, gravity: 'center' } }],
      params: { medium: 'matte', amount: 'high' },
    },
    pad: { sample: 'lantern', params: { aspect: '3:2', color: '#e8dcc8' } },
    perspective: { sample: 'lantern', params: { vertical: -60 } },
    removeBackground: { sample: 'mug', params: {} },
    rename: { sample: 'coast', captions: ['coast.jpg', '2026-05-003.jpg, third by capture time'] },
    replaceBackground: { sample: 'mug', cutOut: true, params: { fill: 'color', color: '#d9a441' } },
    resize: { sample: 'coast', params: { longEdge: 120 }, captions: ['2400 px', '120 px'] },
    rotate: { sample: 'coast', params: { angle: 6 } },
    saturation: { sample: 'coast', params: { saturation: 60 } },
    shadow: { sample: 'mug', cutOut: true, params: { kind: 'drop', opacity: 70 } },
    sharpen: {
      sample: 'mug',
      before: [{ type: 'crop', params: { width: 360, height: 240, gravity: 'center' } }],
      params: { radius: 1.2, amount: 180 },
    },
    skinSmooth: { sample: 'lantern', params: { strength: 100 } },
    smartCrop: { sample: 'mug', params: { aspect: '4:5' } },
    splitTone: { sample: 'coast', params: { shadowsSaturation: 60, highlightsSaturation: 50 } },
    spotHeal: {
      sample: 'mug',
      before: [
        { type: 'crop', params: { width: 360, height: 240, gravity: 'center' } },
        { type: 'watermark', params: { text: 'o', scale: 3, position: 'center', opacity: 100, color: '#000000' } },
      ],
      params: { detect: false, spots: [{ x: 0.5, y: 0.5, radius: 0.04 }] },
    },
    trim: { sample: 'coast', before: [{ type: 'pad', params: { margin: '12%', color: '#ffffff' } }], params: {} },
    upscale: {
      sample: 'mug',
      before: [{ type: 'crop', params: { width: 120, height: 80, gravity: 'center' } }],
      params: {},
    },
    vignette: { sample: 'coast', params: { amount: -70 } },
    watermark: { sample: 'coast', params: { text: '© Jane Doe', scale: 40 } },
    whiteBalance: { sample: 'coast', params: { kelvin: 9000 } },
  };
}
