import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import { decode } from '../../../src/pixels/decoders/decode.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';

const corpus = process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus';
const there = existsSync(corpus);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** What a file becomes: `ok`, or the code of its refusal. Sizes and buffer lengths are checked on the way. */
async function outcome(path: string): Promise<string> {
  const name = basename(path);
  const bytes = readFileSync(path);
  try {
    const facts = await probe(bytes, name);
    const { raster } = await decode(bytes, facts, { name, orient: true, tolerant: false, maxPixels: 1e8 });
    expect([raster.width, raster.height], path).toEqual([facts.width, facts.height]);
    expect(raster.data.length, path).toBe(raster.width * raster.height * raster.channels);
    return 'ok';
  } catch (error) {
    if (!(error instanceof SafelightError)) throw error;
    expect(error.message, path).toContain(`“${name}”`);
    return error.code;
  }
}

/** Everything else in formats/ is a readable picture. */
const REFUSED: Record<string, string> = {
  'XCMYK-2017.icc': 'not_an_image',
  'hilutite.icm': 'not_an_image',
  'ojpeg-strip.tif': 'unsupported_format',
  'cmyk_layers.jxl': 'unsupported_format',
  // Saved without “Maximize Compatibility”
  'cmyk16.psd': 'unsupported_format',
};
const UNSUPPORTED = /\.(jp2|v|exr|hdr|ico|tga)$/;
/** ExifTool's test files hold the metadata of a RAW file without its pixels. */
const STUB = /^exiftool-stub/;

describe.skipIf(!there)('the format collection', () => {
  const root = join(corpus, 'formats');
  const folders = there ? readdirSync(root) : [];
  it.each(folders)('%s is decoded to the size of its facts, or refused for what it is', async (folder) => {
    for (const path of filesBelow(join(root, folder))) {
      const name = basename(path);
      const kind = UNSUPPORTED.test(name) ? 'unsupported_format' : STUB.test(name) ? 'image_truncated' : 'ok';
      const expected = REFUSED[name] ?? kind;
      expect([path, await outcome(path)]).toEqual([path, expected]);
    }
  });
});

describe.skipIf(!there)('colour of real files', () => {
  const keyOf = async (path: string): Promise<string> => {
    const bytes = readFileSync(join(corpus, 'formats', path));
    const facts = await probe(bytes, path);
    const { raster } = await decode(bytes, facts, { name: path, orient: true, tolerant: false, maxPixels: 1e8 });
    return `${raster.profile.key} ${raster.depth}`;
  };

  it.each([
    ['icc/adobe-rgb-600x900.jpg', 'adobe-rgb 16'],
    ['icc/p3.png', 'display-p3 16'],
    ['metadata/tiff-photoshop-128k-xmp.tiff', 'adobe-rgb 16'],
    // Display P3 by numbers, without a profile
    ['avif/apple-grid-multilayer.avif', 'display-p3 16'],
    ['avif/fox-8bit-420.avif', 'srgb 8'],
    ['avif/fox-10bit-420.avif', 'srgb 16'],
    ['cmyk/cmyk-swop.jpg', 'srgb 8'],
    ['depth/cielab.tiff', 'srgb 16'],
    ['jpeg/progressive-cat.jpg', 'srgb 8'],
    ['heic/iphone-12mp-p3.HEIC', 'display-p3 16'],
    ['heic/cheers-1440x960.heic', 'srgb 8'],
    ['jxl/bicycles.jxl', 'srgb 8'],
    ['raw/canon-d30.CRW', 'prophoto-rgb 16'],
    // A profile with tables, converted by libvips
    ['icc/xyb.jpg', 'srgb 8'],
  ])('%s is %s', async (path, expected) => {
    expect(await keyOf(path)).toBe(expected);
  });
});

describe.skipIf(!there)('the hostile collection', () => {
  const root = join(corpus, 'hostile');

  it('truncated files are incomplete', async () => {
    for (const path of filesBelow(join(root, 'truncated')))
      expect([path, await outcome(path)]).toEqual([path, 'image_truncated']);
  });

  it('files of another kind are refused for what they are', async () => {
    const found: Record<string, string> = {};
    for (const path of filesBelow(join(root, 'wrongtype'))) found[basename(path)] = await outcome(path);
    expect(found).toEqual({
      'exe-named.jpg': 'not_an_image',
      'gzip-named.png': 'not_an_image',
      'html-saved-as.jpg': 'not_an_image',
      'nulls.png': 'image_corrupt',
      'pdf-named.jpg': 'not_an_image',
      'random.jpg': 'image_corrupt',
      'text.heic': 'not_an_image',
      'webp-named.jpg': 'ok',
      'zero-byte.jpg': 'file_empty',
    });
  });

  it('bombs are refused by their header', async () => {
    for (const path of filesBelow(join(root, 'bomb')).filter((p) => /(png|jpeg|tiff-claims|webp)-/.test(p))) {
      expect([path, await outcome(path)]).toEqual([path, 'image_too_large']);
    }
  });

  it('damaged metadata does not keep a picture from opening', async () => {
    for (const path of filesBelow(join(root, 'metadata'))) expect([path, await outcome(path)]).toEqual([path, 'ok']);
  });

  it('every damaged file of the image test suite ends in an answer', async () => {
    const codes = new Set<string>();
    for (const path of filesBelow(join(root, 'imagetestsuite'))) codes.add(await outcome(path));
    const known = ['ok', 'image_corrupt', 'image_truncated', 'image_too_large', 'unsupported_format', 'not_an_image'];
    expect([...codes].filter((code) => !known.includes(code))).toEqual([]);
  });
});
