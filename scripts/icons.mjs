// Draws the icons of the app to resources/icons: a safelight, the amber lamp of a darkroom, in its dark housing. Run again after a
// change of the drawing; the results are committed, so that packing needs no drawing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from './out-folder.mjs';

const folder = join(ROOT, 'resources/icons');

/** The lamp on its rounded ground, 1024 units wide. Margins as macOS wants them: 100 units around the ground. */
const APP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#3a3a3a"/><stop offset="1" stop-color="#181818"/>
    </linearGradient>
    <radialGradient id="glow" cx="0.5" cy="0.5" r="0.5">
      <stop offset="0.55" stop-color="#e0a030" stop-opacity="0.45"/><stop offset="1" stop-color="#e0a030" stop-opacity="0"/>
    </radialGradient>
    <radialGradient id="lamp" cx="0.44" cy="0.38" r="0.66">
      <stop offset="0" stop-color="#f9dda4"/><stop offset="0.45" stop-color="#e9ac3c"/><stop offset="1" stop-color="#9a6500"/>
    </radialGradient>
  </defs>
  <rect x="100" y="100" width="824" height="824" rx="184" fill="url(#ground)"/>
  <rect x="102" y="102" width="820" height="820" rx="182" fill="none" stroke="#ffffff" stroke-opacity="0.12" stroke-width="4"/>
  <circle cx="512" cy="512" r="380" fill="url(#glow)"/>
  <circle cx="512" cy="512" r="238" fill="#101010"/>
  <circle cx="512" cy="512" r="214" fill="url(#lamp)"/>
</svg>`;

/** For the tray: the lamp alone. On a Mac as a black shape that the menu bar colours (a template image). */
const tray = (/** @type {string} */ fill) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <circle cx="16" cy="16" r="13" fill="none" stroke="${fill}" stroke-width="2.5"/><circle cx="16" cy="16" r="8" fill="${fill}"/>
</svg>`;

/** Under the pointer while photos are dragged out: a frame with a lamp, as a stack of prints. */
const DRAG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect x="14" y="8" width="42" height="42" rx="3" fill="#262626" stroke="#9a9a9a" stroke-width="2"/>
  <rect x="8" y="14" width="42" height="42" rx="3" fill="#2f2f2f" stroke="#d6d6d6" stroke-width="2"/>
  <circle cx="29" cy="35" r="11" fill="#e0a030"/>
</svg>`;

/**
 * @param {string} svg
 * @param {number} size
 */
const png = (svg, size) =>
  sharp(Buffer.from(svg), { density: Math.max(72, (72 * size) / Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])) })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();

/**
 * A Windows icon: PNGs behind a directory of 16 bytes each (the form since Windows Vista).
 * @param {{ size: number, bytes: Buffer }[]} images
 */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let at = head.length;
  images.forEach(({ size, bytes }, index) => {
    const entry = 6 + 16 * index;
    // 0 means 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bytes.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += bytes.length;
  });
  return Buffer.concat([head, ...images.map(({ bytes }) => bytes)]);
}

/** Types of the PNGs in an Apple icon, by their size in pixels. */
const ICNS = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

/**
 * An Apple icon: `icns`, the length, then each PNG with its type and length.
 * @param {Record<string, Buffer>} images
 */
function icns(images) {
  const parts = Object.entries(images).map(([type, bytes]) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(bytes.length + 8, 4);
    return Buffer.concat([head, bytes]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

mkdirSync(folder, { recursive: true });
const write = (/** @type {string} */ name, /** @type {Buffer} */ bytes) => writeFileSync(join(folder, name), bytes);
const windows = await Promise.all(
  [16, 24, 32, 48, 64, 128, 256].map(async (size) => ({ size, bytes: await png(APP, size) })),
);
write('icon.ico', ico(windows));
const apple = await Promise.all(Object.entries(ICNS).map(async ([type, size]) => [type, await png(APP, size)]));
write('icon.icns', icns(Object.fromEntries(apple)));
write('icon.png', await png(APP, 512));
write('tray.png', await png(tray('#e0a030'), 32));
write('trayTemplate.png', await png(tray('#000000'), 16));
write('trayTemplate@2x.png', await png(tray('#000000'), 32));
write('drag.png', await png(DRAG, 64));
console.log(`Icons drawn to ${folder}.`);
