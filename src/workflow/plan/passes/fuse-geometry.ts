import { countReaders, type Draft, type DraftStep, unionOfNodes } from '../draft.ts';
import { interestOf, type Size } from '../geometry.ts';
import { enlarges, shapesOf } from '../shapes.ts';
import type { GeometryStep } from '../steps.ts';

/**
 * The place of a step in the order in which one sharp call works on raw pixels, or null for what has to stand alone:
 * turning by any other angle, and cropping by content, which looks at the picture as it is. Orientation, quarter turns
 * and mirroring are one place: however many there are, together they are one of eight ways to lay a picture down.
 * (sharp 0.35, src/pipeline.cc: mirroring and turning, extraction, resize, extension.)
 */
function placeOf(step: GeometryStep): number | null {
  switch (step.kind) {
    case 'orient':
    case 'flip':
      return LAY;
    case 'rotate':
      return step.angle % 90 === 0 ? LAY : null;
    case 'crop':
      return interestOf(step) === null ? 1 : null;
    case 'resize':
      return 2;
    case 'pad':
      return 3;
  }
}

const LAY = 0;

/** The geometry a step consists of; null when it is something else. */
function geometryOf({ step }: DraftStep): GeometryStep[] | null {
  switch (step.kind) {
    case 'orient':
    case 'rotate':
    case 'flip':
    case 'crop':
    case 'resize':
    case 'pad':
      return [step];
    case 'geometry':
      return step.steps;
    default:
      return null;
  }
}

/** True when one sharp call can do these steps in this order: each place once, and after the ones before. */
export function climbs(steps: readonly GeometryStep[]): boolean {
  const places = steps.map(placeOf);
  return places.every((place, i) => {
    const before = i === 0 ? -1 : (places[i - 1] ?? null);
    return place !== null && before !== null && (place > before || (place === LAY && before === LAY));
  });
}

function isLay(step: GeometryStep): boolean {
  return placeOf(step) === LAY;
}

/**
 * Turning and scaling can be swapped, which sharp does, but not when libvips enlarges: it then takes its samples up to half
 * a pixel to the top left (tried with 8.18), so a picture enlarged lying on its other side is another one.
 */
function isEnlarging(step: GeometryStep, source: Size | undefined): boolean {
  return step.kind === 'resize' && enlarges(step, source);
}

/** Makes one step of geometry steps that one sharp call does in the same order, where nobody needs what is between. */
export function fuseGeometry(draft: Draft): Draft {
  const readers = countReaders(draft.steps);
  const shapes = shapesOf(draft.steps, draft.facts);
  const done = new Map<string, DraftStep>();
  for (const step of draft.steps) {
    const before = done.get(step.inputs[0] ?? '');
    const own = geometryOf(step);
    const earlier = before === undefined ? null : geometryOf(before);
    if (before === undefined || own === null || earlier === null || before.held || readers.get(before.id) !== 1) {
      done.set(step.id, step);
      continue;
    }
    const steps = [...earlier, ...own];
    const shape = shapes.get(step.inputs[0] ?? '');
    const source = shape?.unsure ? undefined : shape;
    if (!climbs(steps) || (earlier.some(isLay) && own.some((next) => isEnlarging(next, source)))) {
      done.set(step.id, step);
      continue;
    }
    done.delete(before.id);
    done.set(step.id, {
      ...step,
      step: { kind: 'geometry', steps },
      inputs: before.inputs,
      nodes: unionOfNodes(draft, before.nodes, step.nodes),
    });
  }
  return { ...draft, steps: [...done.values()] };
}
