import type { FramingStep, Ground } from './framing-steps.ts';

/** A framing step in a few words. */
export function describeFraming(step: FramingStep): string {
  switch (step.kind) {
    case 'trim':
      return `trim ${describeGround(step.ground)}, tolerance ${step.tolerance} %${step.margin > 0 ? `, margin ${step.margin} px` : ''}`;
    case 'fillFrame': {
      const { size } = step;
      const frame = size.by === 'aspect' ? `aspect ${round(size.aspect)}` : `${size.width}×${size.height} px`;
      return `fill ${step.fill} % of ${frame}, on ${step.color}${step.enlarge ? ', may enlarge' : ''}`;
    }
    case 'perspective':
      return step.shape.by === 'corners'
        ? 'straighten by corners'
        : `keystone vertical ${step.shape.vertical} horizontal ${step.shape.horizontal}${step.autocrop ? '' : ', all of it'}`;
    case 'border':
      return `border ${step.width} ${step.unit} ${step.color}${step.caption === null ? '' : ` with “${step.caption.text}”`}`;
    case 'collage':
      return `${step.layout.cells} pictures side by side`;
  }
}

function describeGround(ground: Ground): string {
  return ground.by === 'colour' ? ground.color : ground.by === 'alpha' ? 'transparency' : 'border';
}

const round = (n: number): number => Math.round(n * 1000) / 1000;
