import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { SafelightError } from '../../contract/errors.ts';

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heif',
  gif: 'image/gif',
  bmp: 'image/bmp',
  jxl: 'image/jxl',
  psd: 'image/vnd.adobe.photoshop',
  dng: 'image/x-adobe-dng',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  svg: 'image/svg+xml',
  zip: 'application/zip',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  woff2: 'font/woff2',
  ico: 'image/x-icon',
};

/** Content type by extension. */
export function contentType(path: string): string {
  return TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/** One byte range of a Range header, or null for the whole; `unsatisfiable` where it lies outside. */
export function byteRange(
  header: string | null,
  size: number,
): { start: number; end: number } | null | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

/** Whether the client has just this version. RFC 9110, If-None-Match: a list, or `*`; weak tags count as strong ones. */
function hasIt(request: Request, etag: string): boolean {
  const given = request.headers.get('if-none-match');
  if (given === null) return false;
  return given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}

/**
 * A file as a streamed response with ranges and an ETag. User files are never interpreted by the browser: nosniff and a CSP
 * that runs nothing (an SVG among the originals could carry a script).
 * @param options `type`: content type, where the path does not tell it (uploads are called by their hash)
 */
export async function fileResponse(
  request: Request,
  path: string,
  options: { cache?: string; page?: boolean; type?: string } = {},
): Promise<Response> {
  const file = await open(path, 'r').catch(() => {
    throw new SafelightError('file_not_found', `“${path}” is not there any more.`);
  });
  try {
    const { size, ino, mtimeNs } = await file.stat({ bigint: true });
    const etag = `"${ino.toString(36)}-${size.toString(36)}-${mtimeNs.toString(36)}"`;
    const headers = new Headers({
      'content-type': options.type ?? contentType(path),
      'accept-ranges': 'bytes',
      etag,
      'x-content-type-options': 'nosniff',
      'cache-control': options.cache ?? 'private, max-age=0',
    });
    if (options.page !== true)
      headers.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    if (hasIt(request, etag)) {
      await file.close();
      return new Response(null, { status: 304, headers });
    }
    // A part of another version would not fit what the client has.
    const ifRange = request.headers.get('if-range');
    const wanted = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
    return await wholeOrPart(request, file, headers, byteRange(wanted, Number(size)), Number(size));
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
}

async function wholeOrPart(
  request: Request,
  file: Awaited<ReturnType<typeof open>>,
  headers: Headers,
  range: ReturnType<typeof byteRange>,
  size: number,
): Promise<Response> {
  if (range === 'unsatisfiable') {
    await file.close();
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const status = range === null ? 200 : 206;
  headers.set('content-length', String(Math.max(0, end - start + 1)));
  if (range !== null) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  if (request.method === 'HEAD' || size === 0) {
    await file.close();
    return new Response(null, { status, headers });
  }
  const stream = file.createReadStream({ start, end });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>, { status, headers });
}
