import { isAbsolute } from 'node:path';
import { SafelightError } from '../../../contract/errors.ts';
import type { InputFile } from '../../../contract/run.ts';
import type { App } from '../../app.ts';

/**
 * One picture as scripts name it in a single value: an http(s), file or data URL, an absolute path, the id of an upload, or an object
 * `{ url | path | uploadId, name? }`. The bytes of a data URL are kept as an upload.
 * Throws `inputs_invalid` naming `field`, `payload_too_large`.
 */
export async function givenPicture(app: App, value: unknown, field: string): Promise<InputFile> {
  if (typeof value === 'string') return await fromText(app, value.trim(), field);
  if (typeof value === 'object' && value !== null) {
    const { url, path, uploadId, name } = value as Record<string, unknown>;
    const [given, ...more] = [url, path, uploadId].filter((one) => one !== undefined);
    if (typeof given === 'string' && more.length === 0) {
      const file = uploadId === undefined ? await fromText(app, given, field) : { uploadId: given };
      return typeof name === 'string' && name !== '' ? { ...file, name } : file;
    }
  }
  throw invalid(
    field,
    'Give a picture as a URL, an absolute path, an upload id, or an object with one of url, path and uploadId.',
  );
}

async function fromText(app: App, text: string, field: string): Promise<InputFile> {
  if (/^data:/i.test(text)) return await fromDataUrl(app, text, field);
  if (/^(https?|file):/i.test(text)) return { url: text };
  if (isAbsolute(text)) return { path: text };
  if (/^[0-9a-f-]{1,64}$/i.test(text)) return { uploadId: text };
  throw invalid(field, `“${text.slice(0, 80)}” is neither a URL nor an absolute path nor the id of an upload.`);
}

const EXTENSIONS: Record<string, string> = { jpeg: 'jpg', 'svg+xml': 'svg', 'x-adobe-dng': 'dng' };

/** RFC 2397. */
async function fromDataUrl(app: App, text: string, field: string): Promise<InputFile> {
  const match = /^data:([^;,]*)((?:;[^;,]*)*),(.*)$/is.exec(text);
  if (match === null) throw invalid(field, 'The data: URL has no comma before its data.');
  const [, type = '', params = '', data = ''] = match;
  const isBase64 = /;\s*base64\s*$/i.test(params);
  if (isBase64 && !/^[A-Za-z0-9+/_-]*={0,2}$/.test(data.replaceAll(/\s/g, ''))) {
    throw invalid(field, 'The data of the data: URL is no base64.');
  }
  const bytes = isBase64 ? Buffer.from(data, 'base64') : percentDecoded(data, field);
  const subtype = type.toLowerCase().replace(/^image\//, '');
  const name = `picture.${EXTENSIONS[subtype] ?? (/^[a-z0-9]+$/.test(subtype) ? subtype : 'bin')}`;
  const { uuid } = await app.uploads.addBytes(name, type === '' ? null : type, bytes);
  return { uploadId: uuid };
}

function percentDecoded(data: string, field: string): Buffer {
  try {
    // Bytes, not characters: %FF is one byte.
    return Buffer.from(unescapeBytes(data), 'latin1');
  } catch {
    throw invalid(field, 'The data of the data: URL is not percent-encoded.');
  }
}

function unescapeBytes(text: string): string {
  if (/%(?![0-9a-f]{2})/i.test(text)) throw new Error('a lone %');
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function invalid(field: string, message: string): SafelightError {
  return new SafelightError('inputs_invalid', `${field}: ${message}`, {
    issues: [{ path: field, code: 'invalid_picture', message }],
  });
}
