// Written by `npm run generate`; do not edit.
import analyzeNode from './analyze.ts';
import autoOrientNode from './auto-orient.ts';
import contrastNode from './contrast.ts';
import convertProfileNode from './convert-profile.ts';
import cropNode from './crop.ts';
import exportNode from './export.ts';
import exposureNode from './exposure.ts';
import flipNode from './flip.ts';
import imageInputNode from './image-input.ts';
import padNode from './pad.ts';
import resizeNode from './resize.ts';
import rotateNode from './rotate.ts';
import saturationNode from './saturation.ts';
import sharpenNode from './sharpen.ts';
import watermarkNode from './watermark.ts';
import whiteBalanceNode from './white-balance.ts';

/** Every node type, in alphabetical order of their files. */
export const definitions = [
  analyzeNode,
  autoOrientNode,
  contrastNode,
  convertProfileNode,
  cropNode,
  exportNode,
  exposureNode,
  flipNode,
  imageInputNode,
  padNode,
  resizeNode,
  rotateNode,
  saturationNode,
  sharpenNode,
  watermarkNode,
  whiteBalanceNode,
] as const;
