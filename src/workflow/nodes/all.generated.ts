// Written by `npm run generate`; do not edit.
import analyzeNode from './analyze.ts';
import assertNode from './assert.ts';
import autoLevelsNode from './auto-levels.ts';
import autoOrientNode from './auto-orient.ts';
import autoWhiteBalanceNode from './auto-white-balance.ts';
import blackWhiteNode from './black-white.ts';
import borderNode from './border.ts';
import clarityNode from './clarity.ts';
import collageNode from './collage.ts';
import contactSheetNode from './contact-sheet.ts';
import contrastNode from './contrast.ts';
import convertProfileNode from './convert-profile.ts';
import cropNode from './crop.ts';
import curvesNode from './curves.ts';
import dehazeNode from './dehaze.ts';
import denoiseNode from './denoise.ts';
import exportNode from './export.ts';
import exposureNode from './exposure.ts';
import fillFrameNode from './fill-frame.ts';
import filterNode from './filter.ts';
import flipNode from './flip.ts';
import grainNode from './grain.ts';
import highlightsShadowsNode from './highlights-shadows.ts';
import hslNode from './hsl.ts';
import imageInputNode from './image-input.ts';
import levelsNode from './levels.ts';
import lutNode from './lut.ts';
import maskPictureNode from './mask-picture.ts';
import metadataNode from './metadata.ts';
import outputSharpenNode from './output-sharpen.ts';
import padNode from './pad.ts';
import perspectiveNode from './perspective.ts';
import removeBackgroundNode from './remove-background.ts';
import renameNode from './rename.ts';
import replaceBackgroundNode from './replace-background.ts';
import resizeNode from './resize.ts';
import rotateNode from './rotate.ts';
import saturationNode from './saturation.ts';
import shadowNode from './shadow.ts';
import sharpenNode from './sharpen.ts';
import skinSmoothNode from './skin-smooth.ts';
import smartCropNode from './smart-crop.ts';
import splitToneNode from './split-tone.ts';
import spotHealNode from './spot-heal.ts';
import trimNode from './trim.ts';
import upscaleNode from './upscale.ts';
import vignetteNode from './vignette.ts';
import watermarkNode from './watermark.ts';
import whiteBalanceNode from './white-balance.ts';

/** Every node type, in alphabetical order of their files. */
export const definitions = [
  analyzeNode,
  assertNode,
  autoLevelsNode,
  autoOrientNode,
  autoWhiteBalanceNode,
  blackWhiteNode,
  borderNode,
  clarityNode,
  collageNode,
  contactSheetNode,
  contrastNode,
  convertProfileNode,
  cropNode,
  curvesNode,
  dehazeNode,
  denoiseNode,
  exportNode,
  exposureNode,
  fillFrameNode,
  filterNode,
  flipNode,
  grainNode,
  highlightsShadowsNode,
  hslNode,
  imageInputNode,
  levelsNode,
  lutNode,
  maskPictureNode,
  metadataNode,
  outputSharpenNode,
  padNode,
  perspectiveNode,
  removeBackgroundNode,
  renameNode,
  replaceBackgroundNode,
  resizeNode,
  rotateNode,
  saturationNode,
  shadowNode,
  sharpenNode,
  skinSmoothNode,
  smartCropNode,
  splitToneNode,
  spotHealNode,
  trimNode,
  upscaleNode,
  vignetteNode,
  watermarkNode,
  whiteBalanceNode,
] as const;
