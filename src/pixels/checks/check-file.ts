import { SafelightError } from '../../contract/errors.ts';
import type { CheckStep, FileRules } from '../../workflow/plan/delivery-steps.ts';
import { decode } from '../decoders/decode.ts';
import { probe } from '../decoders/probe.ts';
import { encodedColour } from '../encoders/encodable-pixels.ts';
import type { Encoded } from '../execute/steps.ts';
import { borderColour, SPECKS, subjectBox } from '../kernels/subject-box.ts';
import type { Raster } from '../raster.ts';
import { metadataInside } from './metadata-inside.ts';

/** Shadows and compression noise around a subject are no part of it, per cent of a channel's range. */
const SUBJECT_TOLERANCE = 8;

/** What was found out about an encoded file. */
export interface CheckedFile {
  passed: boolean;
  /** A sentence for each rule that is broken. */
  failures: string[];
  /** What was measured: sides, kilobytes, and what a rule asked for. */
  measured: Record<string, unknown>;
  notes: string[];
}

/**
 * Decodes an encoded file again and looks whether it is what the rules say, which is what a marketplace would do with it. With `fail`
 * throws `check_failed` listing every broken rule; with `route` the file is sent to the step's folder.
 */
export async function checkFile(file: Encoded, step: CheckStep): Promise<CheckedFile> {
  const { failures, measured } = await brokenRules(file, step.rules);
  const passed = failures.length === 0;
  if (!passed && step.onFailure === 'fail') {
    throw new SafelightError('check_failed', `The finished file does not pass its check: ${failures.join(' ')}`);
  }
  if (!passed && step.onFailure === 'route') file.routedTo = step.folder;
  const notes = passed
    ? []
    : step.onFailure === 'route'
      ? [...failures, `It was put into “${step.folder}”.`]
      : failures;
  return { passed, failures, measured, notes };
}

async function brokenRules(
  { bytes, format }: Encoded,
  rules: FileRules,
): Promise<Pick<CheckedFile, 'failures' | 'measured'>> {
  const failures: string[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts = await probe(buffer, `the exported ${format}`);
  const { width, height } = facts;
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const kilobytes = bytes.length / 1000;
  const measured: Record<string, unknown> = { width, height, kilobytes: Math.round(kilobytes * 10) / 10, format };
  const rule = (value: unknown, broken: () => boolean, sentence: () => string): void => {
    if (value !== undefined && value !== null && broken()) failures.push(sentence());
  };
  const size = `it is ${width} × ${height} px`;
  rule(
    rules.formats,
    () => !rules.formats!.some((one) => one === format),
    () => `The format must be ${rules.formats!.join(' or ')}; it is ${format}.`,
  );
  rule(
    rules.width,
    () => width !== rules.width,
    () => `The width must be ${rules.width} px; ${size}.`,
  );
  rule(
    rules.height,
    () => height !== rules.height,
    () => `The height must be ${rules.height} px; ${size}.`,
  );
  rule(
    rules.minLongEdge,
    () => long < rules.minLongEdge!,
    () => `The long edge must be at least ${rules.minLongEdge} px; ${size}.`,
  );
  rule(
    rules.maxLongEdge,
    () => long > rules.maxLongEdge!,
    () => `The long edge must be at most ${rules.maxLongEdge} px; ${size}.`,
  );
  rule(
    rules.minShortEdge,
    () => short < rules.minShortEdge!,
    () => `The short edge must be at least ${rules.minShortEdge} px; ${size}.`,
  );
  rule(
    rules.maxShortEdge,
    () => short > rules.maxShortEdge!,
    () => `The short edge must be at most ${rules.maxShortEdge} px; ${size}.`,
  );
  rule(
    rules.aspect,
    () => Math.abs(width - height * rules.aspect!) > Math.max(1, rules.aspect!),
    () => `The aspect must be ${round(rules.aspect!)}; it is ${round(width / height)}.`,
  );
  rule(
    rules.maxMegapixels,
    () => width * height > rules.maxMegapixels! * 1e6,
    () => `There may be ${rules.maxMegapixels} megapixels at most; ${size}.`,
  );
  rule(
    rules.maxKilobytes,
    () => kilobytes > rules.maxKilobytes!,
    () => `The file may have ${rules.maxKilobytes} kB; it has ${Math.ceil(kilobytes)} kB.`,
  );
  const forbidden = rules.without ?? [];
  if (forbidden.length > 0) {
    const inside = await metadataInside(buffer, facts);
    for (const what of forbidden) {
      if (inside[what])
        failures.push(what === 'gps' ? 'The place is still in the metadata.' : 'There is metadata in the file.');
    }
  }
  if (rules.background || rules.minFill || rules.profile) {
    const options = {
      name: `the exported ${format}`,
      orient: true,
      tolerant: false,
      maxPixels: Number.MAX_SAFE_INTEGER,
    };
    const { raster } = await decode(buffer, facts, options);
    rule(
      rules.profile,
      () => raster.profile.key !== rules.profile,
      () => `The profile must be ${rules.profile}; it is ${raster.profile.description}.`,
    );
    if (rules.background) checkBackground(raster, rules.background, failures, measured);
    if (rules.minFill) checkFill(raster, rules.minFill, failures, measured);
  }
  return { failures, measured };
}

/** The outermost pixels, one row or column on each side. */
function checkBackground(
  raster: Raster,
  { color, tolerance }: NonNullable<FileRules['background']>,
  failures: string[],
  measured: Record<string, unknown>,
): void {
  const { data, width, height, channels, depth } = raster;
  const max = depth === 8 ? 255 : 65535;
  const wanted = encodedColour(color, raster.profile).map((value) => value * 255);
  let worst = 0;
  let others = 0;
  let count = 0;
  const look = (pixel: number): void => {
    const at = pixel * channels;
    let off = channels === 4 ? 255 - (data[at + 3]! / max) * 255 : 0;
    for (let c = 0; c < 3; c++) off = Math.max(off, Math.abs((data[at + c]! / max) * 255 - wanted[c]!));
    if (off > tolerance) others++;
    worst = Math.max(worst, off);
    count++;
  };
  for (let x = 0; x < width; x++) for (const y of height > 1 ? [0, height - 1] : [0]) look(y * width + x);
  for (let y = 1; y < height - 1; y++) for (const x of width > 1 ? [0, width - 1] : [0]) look(y * width + x);
  measured['edgeOffBy'] = Math.round(worst * 10) / 10;
  if (others === 0) return;
  const share = Math.max(0.1, (others / count) * 100);
  failures.push(
    `The background must be ${color} up to the edges; ${share.toFixed(1)} % of the edge is not, by up to ${Math.round(worst)} levels.`,
  );
}

function checkFill(raster: Raster, minFill: number, failures: string[], measured: Record<string, unknown>): void {
  const ground =
    raster.channels === 4 ? ({ by: 'alpha' } as const) : ({ by: 'colour', levels: borderColour(raster) } as const);
  const box = subjectBox(raster, ground, { tolerance: SUBJECT_TOLERANCE, specks: SPECKS });
  const fill = box === null ? 0 : Math.max(box.width / raster.width, box.height / raster.height) * 100;
  measured['fill'] = Math.round(fill * 10) / 10;
  if (fill < minFill) {
    failures.push(`The subject must fill ${minFill} % of the frame's width or height; it fills ${fill.toFixed(1)} %.`);
  }
}

const round = (n: number): number => Math.round(n * 1000) / 1000;
