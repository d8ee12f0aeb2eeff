import { describeFraming } from './describe-framing.ts';
import { describeDetail, describeGrading } from './describe-grading.ts';
import { describeRetouch } from './describe-retouch.ts';
import { isDetailStep } from './detail-steps.ts';
import type { Plan, PlanStep, WhySkipped } from './plan.ts';
import { isRetouchStep } from './retouch-steps.ts';
import {
  type ColourOp,
  type CropStep,
  type DecodeStep,
  type EncodeStep,
  type GeometryStep,
  isLossy,
  type OverlayStep,
  type PadStep,
  type PlannedStep,
  type RawDevelopment,
  type ResizeTarget,
} from './steps.ts';

/** What a plan costs, in the words of the dry run. */
export interface PlanSummary {
  /** How often a file is opened and decoded. */
  decodes: number;
  /** Passes over all pixels that do point operations, however many each of them does. */
  colourPasses: number;
  /** Calls to sharp: decoding, geometry and encoding. */
  sharpCalls: number;
  /** The lines of `describePlan`. */
  steps: string[];
}

const SHARP_KINDS = new Set<PlannedStep['kind']>([
  'decode',
  'load',
  'geometry',
  'orient',
  'resize',
  'crop',
  'rotate',
  'flip',
  'pad',
  'encode',
]);

/** Counts for the dry run. */
export function planSummary(plan: Plan): PlanSummary {
  const count = (fits: (kind: PlannedStep['kind']) => boolean): number =>
    plan.steps.filter(({ step }) => fits(step.kind)).length;
  return {
    decodes: count((kind) => kind === 'decode' || kind === 'load'),
    colourPasses: count((kind) => kind === 'colour'),
    sharpCalls: count((kind) => SHARP_KINDS.has(kind)),
    steps: describePlan(plan),
  };
}

/**
 * The plan as lines for people: `s2 ← s1  resize long edge 2048 px + pad to 1:1  [resize, pad]`, then what was passed
 * over and why.
 */
export function describePlan(plan: Plan): string[] {
  const lines = plan.steps.map(describeLine);
  for (const [node, why] of Object.entries(plan.skipped)) {
    lines.push(`${node} passed over: ${WHY[why]}`);
  }
  for (const [node, way] of Object.entries(plan.routes ?? {})) lines.push(`${node} sends the picture to ${way}`);
  return lines;
}

const WHY: Readonly<Record<WhySkipped, string>> = {
  condition: 'its condition is false',
  'no-op': 'it changes nothing',
  route: 'the picture takes another way',
};

function describeLine({ id, step, inputs, nodes }: PlanStep): string {
  const from = inputs.length === 0 ? id : `${id} ← ${inputs.join(', ')}`;
  return `${from}  ${describeStep(step)}  [${nodes.join(', ')}]`;
}

/** One step in a few words. */
export function describeStep(step: PlannedStep): string {
  if (isDetailStep(step)) return describeDetail(step);
  if (isRetouchStep(step)) return describeRetouch(step);
  switch (step.kind) {
    case 'decode':
      return describeDecode(step);
    case 'load':
      return [describeDecode(step.decode), ...step.steps.map(describeGeometry)].join(' + ');
    case 'geometry':
      return step.steps.map(describeGeometry).join(' + ');
    case 'colour':
      return `colour: ${step.ops.map(describeOp).join(', ')}`;
    case 'sharpen':
      return `sharpen radius ${step.radius}, amount ${step.amount} %, threshold ${step.threshold}`;
    case 'overlay':
      return describeOverlay(step);
    case 'analyze':
      return 'analyze';
    case 'trim':
    case 'fillFrame':
    case 'perspective':
    case 'border':
    case 'collage':
      return describeFraming(step);
    case 'metadata':
      return 'metadata for the files behind';
    case 'check':
      return `check the file, else ${step.onFailure === 'route' ? `into ${step.folder}` : step.onFailure}`;
    case 'encode':
      return describeEncode(step);
    default:
      return describeGeometry(step);
  }
}

function describeDecode(step: DecodeStep): string {
  const raw = step.raw === undefined ? '' : `, RAW ${describeDevelopment(step.raw)}`;
  return `decode ${step.inputNode}${step.orient ? '' : ' as stored'}${raw}`;
}

function describeDevelopment(raw: RawDevelopment): string {
  if (raw.source === 'preview') return 'by its preview';
  const { whiteBalance: light, exposure, autoBrightness, highlights } = raw;
  return [
    `white balance ${light.by === 'light' ? `${light.kelvin} K tint ${signed(light.tint)}` : light.by}`,
    `${signed(exposure)} EV`,
    autoBrightness ? 'automatic brightness' : 'brightness as shot',
    `highlights ${highlights}`,
  ].join(', ');
}

function describeGeometry(step: GeometryStep): string {
  switch (step.kind) {
    case 'orient':
      return 'orient';
    case 'resize':
      return `resize ${describeTarget(step.target)}${step.kernel === 'lanczos3' ? '' : `, ${step.kernel}`}${step.enlarge ? ', may enlarge' : ''}`;
    case 'crop':
      return describeCrop(step);
    case 'rotate':
      return step.angle % 90 === 0
        ? `turn ${step.angle}°`
        : `straighten ${step.angle}°${step.autocrop ? ', cut' : `, on ${step.background}`}`;
    case 'flip':
      return `flip ${step.axis}`;
    case 'pad':
      return describePad(step);
  }
}

function describeTarget(target: ResizeTarget): string {
  switch (target.by) {
    case 'longEdge':
      return `long edge ${target.pixels} px`;
    case 'shortEdge':
      return `short edge ${target.pixels} px`;
    case 'megapixels':
      return `${target.megapixels} MP`;
    case 'percent':
      return `${target.percent} %`;
    case 'box':
      return `${target.fit} ${target.width ?? 'any'}×${target.height ?? 'any'} px`;
  }
}

function describeCrop({ size, place }: CropStep): string {
  const what = size.by === 'aspect' ? `aspect ${round(size.aspect)}` : `${size.width}×${size.height} px`;
  return `crop ${what}, ${place.by === 'gravity' ? place.gravity : `at ${place.left},${place.top}`}`;
}

function describePad({ size, gravity, color }: PadStep): string {
  const what =
    size.by === 'aspect'
      ? `to aspect ${round(size.aspect)}`
      : size.by === 'pixels'
        ? `to ${size.width}×${size.height} px`
        : `by ${size.margin} ${size.unit}`;
  return `pad ${what}${gravity === 'center' ? '' : `, picture ${gravity}`}, ${color}`;
}

function describeOp(op: ColourOp): string {
  switch (op.op) {
    case 'exposure':
      return `exposure ${signed(op.ev)} EV`;
    case 'whiteBalance':
      return `white balance ${op.kelvin} K tint ${signed(op.tint)}`;
    case 'contrast':
      return `contrast ${signed(op.contrast)} brightness ${signed(op.brightness)}`;
    case 'saturation':
      return `saturation ${signed(op.saturation)} vibrance ${signed(op.vibrance)}`;
    case 'convertProfile':
      return `to ${op.profile}`;
    default:
      return describeGrading(op);
  }
}

function describeOverlay({ source, position, scale, opacity, tile }: OverlayStep): string {
  const what = source.by === 'text' ? `text "${source.text}"` : `file ${source.path}`;
  return `overlay ${what}, ${tile ? 'tiled' : position}, ${scale} % wide, opacity ${opacity} %`;
}

function describeEncode(step: EncodeStep): string {
  const lossy = isLossy(step);
  const words = [
    `encode ${step.format}${lossy ? ` ${step.quality}` : ''}`,
    lossy || step.depth === 8 ? null : step.depth === 16 ? '16 bits' : 'bits as in the picture',
    step.maxKilobytes === null ? null : `at most ${step.maxKilobytes} kB`,
    `profile ${step.profile}`,
    `metadata ${step.metadata}${(step.edits ?? []).length > 0 ? ', edited' : ''}`,
    step.dpi === null ? null : `${step.dpi} dpi`,
  ];
  return words.filter((word) => word !== null).join(', ');
}

const signed = (n: number): string => (n > 0 ? `+${round(n)}` : `${round(n)}`);
const round = (n: number): number => Math.round(n * 1000) / 1000;
