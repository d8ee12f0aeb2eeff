import type { RetouchStep } from './retouch-steps.ts';

/** A retouching step in a few words. */
export function describeRetouch(step: RetouchStep): string {
  switch (step.kind) {
    case 'cutoutMask':
      return `find the subject by ${step.method === 'key' ? 'the backdrop' : `${step.method === 'auto' ? 'backdrop or ' : ''}model ${step.model}`}`;
    case 'shapeMask':
      return `mask edge ${step.shift > 0 ? '+' : ''}${step.shift} px, feather ${step.feather} px`;
    case 'applyMask':
      return `cut out${step.decontaminate > 0 ? `, edge colours cleaned ${step.decontaminate} %` : ''}`;
    case 'maskPicture':
      return step.invert ? 'mask as picture, inverted' : 'mask as picture';
    case 'backdrop':
      return `lay on ${
        step.fill.by === 'colour'
          ? step.fill.color
          : step.fill.by === 'file'
            ? `file ${step.fill.path}`
            : `its background, blurred by ${step.fill.radius} px`
      }`;
    case 'shadow':
      return `${step.shadow.by === 'reflection' ? 'reflection' : `${step.shadow.by} shadow`} ${step.opacity} %`;
    case 'skinSmooth':
      return `smooth skin ${step.strength} %, radius ${step.radius} %, texture ${step.texture} %${step.faces ? ', faces only' : ''}`;
    case 'spotHeal':
      return `heal ${step.spots.length} spots${step.detect === null ? '' : `, dust at sensitivity ${step.detect.sensitivity}`}`;
    case 'upscale':
      return `enlarge ${step.factor}× by ${step.model ?? 'Lanczos'}`;
  }
}
