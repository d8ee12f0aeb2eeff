import type { SheetResult, SheetTask } from '../../contract/pixel-tasks.ts';
import { ENGINE_VERSION } from '../../workflow/plan/plan.ts';
import { builtInProfile } from '../colour/profiles.ts';
import { decode } from '../decoders/decode.ts';
import { probe } from '../decoders/probe.ts';
import { encode } from '../encoders/encode.ts';
import { composeSheet } from '../kernels/sheet.ts';
import type { Raster } from '../raster.ts';
import { readSource } from './read-source.ts';
import { TempFiles } from './temp-files.ts';

/** One page of a contact sheet, in sRGB without metadata. Same tiles, same bytes. Throws what reading a tile throws. */
export async function executeSheet(task: SheetTask): Promise<SheetResult> {
  const cells: Raster[] = [];
  for (const { path, name } of task.tiles) {
    const { bytes } = await readSource({ path, name });
    const facts = await probe(bytes, name);
    const options = { name, orient: true, tolerant: false, maxPixels: Number.MAX_SAFE_INTEGER };
    cells.push((await decode(bytes, facts, options)).raster);
  }
  const { layout, background, textColor, title, format, quality, nodeId } = task;
  const captions = task.tiles.map(({ caption }) => caption);
  const sheet = await composeSheet(cells, captions, layout, { background, textColor, title }, builtInProfile('srgb'));
  const { bytes, extension } = await encode(
    sheet,
    {
      kind: 'encode',
      format,
      quality,
      chroma: '4:4:4',
      effort: 50,
      lossless: false,
      depth: 8,
      maxKilobytes: null,
      profile: 'srgb',
      metadata: 'none',
      dpi: null,
      background,
    },
    { bytes: null, format },
  );
  const { path, bytes: length, sha256 } = await new TempFiles(task.temp).write(bytes);
  const { width, height } = sheet;
  const file = { nodeId, tempPath: path, format, extension, width, height, bytes: length, sha256 };
  return { file, engineVersion: ENGINE_VERSION };
}
