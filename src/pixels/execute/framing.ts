import type { FramingStep } from '../../workflow/plan/framing-steps.ts';
import { border } from '../kernels/border.ts';
import { fillFrame } from '../kernels/fill-frame.ts';
import { perspective } from '../kernels/perspective.ts';
import { composeSheet } from '../kernels/sheet.ts';
import { trim } from '../kernels/trim.ts';
import type { Raster } from '../raster.ts';
import { missingLetters } from './missing-letters.ts';
import { overlayText } from './overlay-text.ts';
import type { Executor, Outcome } from './steps.ts';

/** Executors of the steps that look at a whole picture to frame it. */
export const FRAMING: { [Kind in FramingStep['kind']]: Executor<Kind> } = {
  async trim(step, input) {
    const { raster, bounds } = trim(input.raster(), step);
    if (bounds === null) return made(raster, ['Nothing was cut off: the whole picture looks like its border.']);
    return made(raster, [], { bounds });
  },

  async fillFrame(step, input) {
    const { raster, subject, fill, short } = await fillFrame(input.raster(), step);
    const notes: string[] = [];
    if (subject === null) notes.push('No subject was found before the background; the whole picture was taken for it.');
    if (short && step.size.by === 'pixels') {
      const { width, height } = step.size;
      notes.push(
        `The frame is ${raster.width} × ${raster.height} px instead of ${width} × ${height}: the subject would have to be enlarged. Allow it with “May enlarge”.`,
      );
    }
    return made(raster, notes, { ...(subject === null ? {} : { subject }), fill });
  },

  perspective: async (step, input) => made(perspective(input.raster(), step)),

  async border(step, input) {
    const raster = input.raster();
    const { caption } = step;
    if (caption === null) return made(await border(raster, step));
    const text = overlayText(caption.text, input.tokens, input.origin().facts, raster);
    return made(await border(raster, { ...step, caption: { ...caption, text } }), missingLetters(text));
  },

  async collage(step, input) {
    const cells = Array.from({ length: input.count ?? 1 }, (_, index) => input.raster(index));
    const labels = step.labels.map((label) =>
      overlayText(label, input.tokens, input.origin().facts, input.raster()).trim(),
    );
    const { background, textColor, layout } = step;
    const sheet = await composeSheet(cells, labels, layout, { background, textColor }, cells[0]!.profile);
    return made(sheet, missingLetters(labels.join('')));
  },
};

function made(raster: Raster, notes: string[] = [], fields?: Record<string, unknown>): Outcome {
  return { kind: 'raster', raster, notes, ...(fields === undefined ? {} : { fields }) };
}
