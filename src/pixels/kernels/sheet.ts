import type { SheetLayout } from '../../contract/pixel-tasks.ts';
import { captionRoom, cellBox, sheetSize, titleRoom } from '../../workflow/plan/framing.ts';
import type { Raster, RgbProfile } from '../raster.ts';
import { canvasOf, layOver } from './canvas.ts';
import { toProfile } from './convert-to.ts';
import { applyGeometry } from './geometry.ts';
import { colourIn } from './hex-colour.ts';
import { drawLine } from './text-line.ts';

export interface SheetLook {
  background: string;
  textColor: string;
  title?: string;
}

/**
 * Pictures in a grid, each fitted into its cell (never enlarged) with its caption below. Depth is that of the deepest
 * picture; the others are brought to `profile`. A null cell stays empty.
 */
export async function composeSheet(
  cells: readonly (Raster | null)[],
  captions: readonly string[],
  layout: SheetLayout,
  look: SheetLook,
  profile: RgbProfile,
): Promise<Raster> {
  const pictures = cells.filter((cell) => cell !== null);
  const depth = pictures.some((picture) => picture.depth === 16) ? 16 : 8;
  const colour = colourIn(look.background, profile);
  const model: Raster = {
    data: new Uint8Array(),
    width: 0,
    height: 0,
    channels: colour[3] < 1 ? 4 : 3,
    depth,
    profile,
    orientation: 1,
  };
  const sheet = canvasOf(model, sheetSize(layout), colour);
  for (const [index, cell] of cells.entries()) {
    const box = cellBox(layout, index);
    if (cell !== null) {
      const picture = await fitted(cell, box, depth, profile);
      layOver(sheet, picture, {
        left: box.left + Math.round((box.width - picture.width) / 2),
        top: box.top + Math.round((box.height - picture.height) / 2),
      });
    }
    const caption = captions[index] ?? '';
    if (caption === '' || layout.captionSize === 0) continue;
    await drawLine(sheet, caption, {
      x: box.left + box.width / 2,
      y: box.top + box.height + captionRoom(layout) / 2,
      size: layout.captionSize,
      room: box.width,
      color: look.textColor,
    });
  }
  if (look.title !== undefined && look.title !== '' && layout.titleSize > 0) {
    await drawLine(sheet, look.title, {
      x: sheet.width / 2,
      y: layout.gap + titleRoom(layout) / 2,
      size: layout.titleSize,
      room: sheet.width - 2 * layout.gap,
      color: look.textColor,
    });
  }
  return sheet;
}

async function fitted(
  picture: Raster,
  box: { width: number; height: number },
  depth: 8 | 16,
  profile: RgbProfile,
): Promise<Raster> {
  const upright = await applyGeometry(picture, [
    { kind: 'orient' },
    {
      kind: 'resize',
      target: { by: 'box', width: box.width, height: box.height, fit: 'inside' },
      kernel: 'lanczos3',
      enlarge: false,
    },
  ]);
  return toProfile(upright, profile, depth);
}
