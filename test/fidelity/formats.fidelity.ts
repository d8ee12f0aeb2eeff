import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SafelightError } from '../../src/contract/errors.ts';
import { aWorkflow } from '../support/a-workflow.ts';
import { measured } from './measured.ts';
import { runFile } from './run-file.ts';

const FORMATS = resolve(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'formats');
const PICTURE =
  /\.(jpe?g|png|webp|avif|tiff?|gif|svg|heic|heif|jxl|bmp|psd|dng|crw|cr2|nef|kdc|dcr|raf|orf|arw|qoi|jp2)$/i;
/** More than this is another test's business. */
const MOST_BYTES = 20e6;

const files = existsSync(FORMATS)
  ? readdirSync(FORMATS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && PICTURE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  : [];

describe.skipIf(files.length === 0)('every format', () => {
  it.each(files.map((path) => [path.slice(FORMATS.length + 1), path] as const))(
    '%s comes out, or is refused with a sentence',
    async (name, path) => {
      const bytes = readFileSync(path);
      if (bytes.length > MOST_BYTES) {
        measured('not looked at: too large');
        return;
      }
      const workflow = aWorkflow().with('resize', { longEdge: 320 }).with('export', { format: 'jpeg' });
      try {
        const { raster, result } = await runFile(workflow, bytes, basename(name));
        const notes = result.nodeStates.find(({ nodeId }) => nodeId === 'in')?.notes ?? [];
        measured([`${raster.width}×${raster.height}`, ...notes].join(' · ').slice(0, 160));
        expect(Math.max(raster.width, raster.height)).toBeLessThanOrEqual(320);
      } catch (error) {
        // What is not ours would be a crash, not a refusal.
        expect(error).toBeInstanceOf(SafelightError);
        const { code, message } = error as SafelightError;
        measured(`refused (${code}): ${message}`.slice(0, 200));
        expect(['internal', 'node_failed']).not.toContain(code);
        expect(message).toContain(basename(name));
        expect(message).toMatch(/[.!]$/);
      }
    },
  );
});
