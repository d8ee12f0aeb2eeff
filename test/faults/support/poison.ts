import { crc32, deflateSync } from 'node:zlib';

/**
 * An SVG that librsvg takes minutes to draw: fractal noise of many octaves over an area that is small enough to be accepted.
 * `label` makes its bytes its own.
 */
export function endlessSvg(label: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="6000" height="6000"><desc>${label}</desc>
    <filter id="f" x="0" y="0" width="1" height="1">${'<feTurbulence type="turbulence" baseFrequency="0.9" numOctaves="40"/>'.repeat(8)}</filter>
    <rect width="6000" height="6000" filter="url(#f)"/></svg>`;
}

/** A white PNG of 1 bit a pixel: hundreds of megapixels in a few kilobytes. */
export function hugePng(width: number, height: number): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(Math.ceil(width / 8), 0xff)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(row.length * height, row), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
