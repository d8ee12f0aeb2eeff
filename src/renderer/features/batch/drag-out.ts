import type { DragEvent } from 'react';
import type { ItemResource } from '../../../contract/api.ts';
import { deliveredFiles } from '../../api/delivered-files.ts';
import { native } from '../../api/native.ts';

const MEDIA_TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

/**
 * Gives the delivered files of items to whatever they are dropped on: in the desktop window all of them as files, in a browser the
 * first one, which is all that `DownloadURL` can carry.
 */
export function startDragOut(event: DragEvent, runId: number, items: readonly ItemResource[]): void {
  const files = deliveredFiles(items);
  const [first] = files;
  if (first === undefined) {
    event.preventDefault();
    return;
  }
  if (native !== undefined) {
    // The system's drag takes the place of the page's.
    event.preventDefault();
    native.dragOut({ runId, itemIds: items.map(({ id }) => id) });
    return;
  }
  const extension = first.fileName.split('.').at(-1)?.toLowerCase() ?? '';
  const type = MEDIA_TYPES[extension] ?? 'application/octet-stream';
  event.dataTransfer.effectAllowed = 'copy';
  event.dataTransfer.setData('DownloadURL', `${type}:${first.fileName}:${first.url}`);
  event.dataTransfer.setData('text/uri-list', files.map((file) => file.url).join('\r\n'));
  event.dataTransfer.setData('text/plain', files.map((file) => file.path).join('\n'));
}
