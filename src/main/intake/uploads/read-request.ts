import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { SafelightError } from '../../../contract/errors.ts';
import type { Place } from '../found.ts';
import { givenPlace } from '../given-place.ts';

/** One file of a request while it comes in; the stream has to be read to its end. */
export type OnFile = (file: { place: Place; contentType: string | null; stream: Readable }) => Promise<void>;

/** Other fields are small texts. */
const FIELD_BYTES = 4096;

/**
 * Hands over the files of a request one after the other. `multipart/form-data`: every part with a file name; its folder is the one in
 * the file name, or what a field `relativePath` before it says
 * (a whole path, or a folder ending in `/`). Anything else: the body is the file, named by `?name=` or
 * `Content-Disposition`. Rejects with what `onFile` throws, and `request_invalid` for a malformed or broken-off body.
 */
export async function readRequest(request: Request, signal: AbortSignal | undefined, onFile: OnFile): Promise<void> {
  const contentType = request.headers.get('content-type') ?? '';
  if (request.body === null)
    throw new SafelightError('request_invalid', 'The request has no body. Send the file in it.');
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>, signal === undefined ? {} : { signal });
  // It may break off while nobody reads it.
  body.on('error', () => undefined);
  try {
    if (/^multipart\//i.test(contentType)) await readMultipart(body, contentType, onFile);
    else await readPlain(request, body, contentType, onFile);
  } catch (thrown) {
    body.destroy();
    throw thrown instanceof SafelightError ? thrown : brokenOff(thrown);
  }
}

async function readPlain(request: Request, body: Readable, contentType: string, onFile: OnFile): Promise<void> {
  const { searchParams } = new URL(request.url);
  const named = searchParams.get('name') ?? nameIn(request.headers.get('content-disposition'));
  if (named === null) {
    const message =
      'Send the file as multipart/form-data in a field “file”, or as the body with its name in ?name=photo.jpg.';
    throw new SafelightError('request_invalid', message, { issues: [{ path: 'name', code: 'missing', message }] });
  }
  // What programs send when they were told nothing about the body.
  const unknown = /^(application\/(x-www-form-urlencoded|octet-stream))?$/i.test(bareType(contentType));
  const place = givenPlace(named, searchParams.get('relativeFolder') ?? '');
  await onFile({ place, contentType: unknown ? null : bareType(contentType), stream: body });
}

async function readMultipart(body: Readable, contentType: string, onFile: OnFile): Promise<void> {
  let relativePath: string | null = null;
  let failure: unknown = null;
  let files = 0;
  const reading = new Map<BusboyFileStream, Promise<void>>();
  const parser = openParser(contentType);
  // Also the files that are half read end then: the parser leaves them waiting.
  const fail = (thrown: unknown): void => {
    failure ??= thrown;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    for (const stream of reading.keys()) stream.destroy(error);
    parser.destroy(error);
  };
  parser.on('field', (name: string, value: string) => {
    if (name === 'relativePath') relativePath = value;
  });
  parser.on(
    'file',
    (_field: string, stream: BusboyFileStream, fileName: string | undefined, _encoding: string, mimeType: string) => {
      // The body may have ended before anybody else listens.
      stream.on('error', fail);
      files += 1;
      const place = relativePath?.endsWith('/')
        ? givenPlace(fileName ?? '', relativePath)
        : givenPlace(relativePath ?? fileName ?? '');
      relativePath = null;
      const type = mimeType === 'application/octet-stream' ? null : mimeType;
      reading.set(stream, onFile({ place, contentType: type, stream }).catch(fail));
    },
  );
  await pipeline(body, parser).catch(fail);
  await Promise.all(reading.values());
  if (failure !== null) throw failure;
  if (files === 0) throw new SafelightError('request_invalid', 'The request holds no file. Send it in a field “file”.');
}

function openParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: { fieldSize: FIELD_BYTES, fields: 100_000, headerPairs: 100 },
    });
  } catch (thrown) {
    throw brokenOff(thrown);
  }
}

function brokenOff(thrown: unknown): SafelightError {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new SafelightError('request_invalid', `The upload is malformed or broke off (${why}). Send it again.`, {
    cause: thrown,
  });
}

const bareType = (contentType: string): string => contentType.split(';')[0]!.trim().toLowerCase();

/** The file name of a `Content-Disposition` header (RFC 6266), null when there is none. */
export function nameIn(disposition: string | null | undefined): string | null {
  if (disposition == null) return null;
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // The plain one is there for this.
    }
  }
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  return plain === null ? null : (plain[1]?.replaceAll(/\\(.)/g, '$1') ?? plain[2] ?? null);
}
