import type { DetailStep } from './detail-steps.ts';
import { type CurvePoint, type GradingOp, HUE_BANDS, type PerBand } from './grading-ops.ts';

const signed = (value: number): string => (value > 0 ? `+${round(value)}` : `${round(value)}`);
const round = (value: number): number => Math.round(value * 100) / 100;

/** A grading operation in a few words. */
export function describeGrading(op: GradingOp): string {
  switch (op.op) {
    case 'levels':
      return `levels ${op.channel} ${round(op.black)}–${round(op.white)} gamma ${round(op.gamma)} to ${round(op.outputBlack)}–${round(op.outputWhite)}`;
    case 'curves':
      return `curves${points('', op.master)}${points(' red', op.red)}${points(' green', op.green)}${points(' blue', op.blue)}`;
    case 'hsl':
      return `hsl${bands(' hue', op.hue)}${bands(' saturation', op.saturation)}${bands(' luminance', op.luminance)}`;
    case 'blackWhite':
      return `black and white${op.mix.by === 'bands' ? bands('', op.mix.bands) : ` ${op.mix.red}/${op.mix.green}/${op.mix.blue} %`}${op.tint.strength > 0 ? `, tint ${op.tint.hue}° ${op.tint.strength}` : ''}`;
    case 'splitTone':
      return `split tone ${[op.shadows, op.midtones, op.highlights].map(({ hue, saturation }) => `${hue}° ${saturation}`).join(', ')}`;
    case 'lut':
      return `table ${op.path} ${op.strength} % in ${op.space}`;
  }
}

function points(name: string, list: readonly CurvePoint[]): string {
  const straight = list.every(([from, to]) => from === to);
  return straight ? '' : `${name} ${list.map(([from, to]) => `${round(from)}→${round(to)}`).join(' ')}`;
}

function bands(name: string, values: PerBand): string {
  const moved = HUE_BANDS.filter((band) => values[band] !== 0);
  return moved.length === 0 ? '' : `${name} ${moved.map((band) => `${band} ${signed(values[band])}`).join(' ')}`;
}

/** A step that looks at more than single pixels, in a few words. */
export function describeDetail(step: DetailStep): string {
  switch (step.kind) {
    case 'highlightsShadows':
      return `highlights ${signed(step.highlights)} shadows ${signed(step.shadows)} whites ${signed(step.whites)} blacks ${signed(step.blacks)}`;
    case 'clarity':
      return `clarity ${signed(step.clarity)} texture ${signed(step.texture)}`;
    case 'dehaze':
      return `dehaze ${signed(step.amount)}`;
    case 'denoise':
      return `denoise luma ${step.luma} chroma ${step.chroma} detail ${step.detail}`;
    case 'vignette':
      return `vignette ${signed(step.amount)} midpoint ${step.midpoint} roundness ${signed(step.roundness)} feather ${step.feather}`;
    case 'grain':
      return `grain ${step.amount} size ${step.size} roughness ${step.roughness}`;
    case 'autoLevels':
      return `auto levels by ${step.by}, strength ${step.strength} %`;
    case 'autoWhiteBalance':
      return `auto white balance by ${step.method}, strength ${step.strength} %`;
  }
}
