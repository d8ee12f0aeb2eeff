import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { InputFile, Source } from '../../../contract/run.ts';
import { extensionOf, hasPictureExtension } from '../file-names.ts';
import { givenPlace } from '../given-place.ts';

export type UrlSource = Source & { kind: 'url' };

/**
 * The source that an http(s) URL stands for; nothing is fetched yet. Its name is the given one, else the last part of the URL's path,
 * so that it is known, and the same, before and after it is fetched.
 * @param folder where the run's downloads are; empty when nothing is to be fetched
 */
export function urlSource(file: InputFile & { url: string }, folder: string): UrlSource {
  const place = givenPlace(file.name ?? nameInUrl(file.url), file.relativeFolder);
  const extension = hasPictureExtension(place.name) ? `.${extensionOf(place.name)}` : '';
  return {
    kind: 'url',
    url: file.url,
    ...place,
    bytes: 0,
    modifiedMs: 0,
    download: folder === '' ? '' : downloadPath(folder, file.url, extension),
  };
}

/** The same for the same URL in the same run. */
export function downloadPath(folder: string, url: string, extension: string): string {
  return join(folder, `${hash('sha256', url, 'hex').slice(0, 32)}${extension}`);
}

/** `photo 1.jpg` of `https://host/a/photo%201.jpg?size=l`; the host where the path says nothing. */
export function nameInUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((segment) => segment !== '');
  if (last === undefined) return hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
