import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { exifTokenValues, expandTemplate } from '../../workflow/template.ts';

/**
 * A watermark's text with its tokens replaced. `size` is the picture's at that point, px. Throws `name_template_invalid`.
 */
export function overlayText(
  text: string,
  tokens: ItemTokens,
  facts: ImageFacts,
  size: { width: number; height: number },
): string {
  const dot = tokens.name.lastIndexOf('.');
  return expandTemplate(text, {
    ...exifTokenValues(facts.exif),
    name: dot > 0 ? tokens.name.slice(0, dot) : tokens.name,
    ext: dot > 0 ? tokens.name.slice(dot + 1) : facts.format,
    seq: tokens.seq,
    date: tokens.runDate,
    width: size.width,
    height: size.height,
    relpath: tokens.relativeFolder,
    workflow: tokens.workflow,
  });
}
