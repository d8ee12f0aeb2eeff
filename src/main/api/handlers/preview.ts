import { SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { checkAdHoc, checkFiles, checkParams } from '../access/check-document.ts';
import { fileResponse } from '../file-response.ts';
import type { Http } from '../http.ts';
import type { SmallCopies } from '../pictures/small-copies.ts';
import { createZipPictures } from '../pictures/zip-pictures.ts';
import { createLatestWins } from '../preview/latest-wins.ts';
import { createEditorPreviews } from '../preview/preview.ts';
import { previewOriginal } from '../preview/preview-source.ts';

/** `POST /preview`: a workflow's picture while it is edited. `POST /preview/source`: a picture that nothing was done to yet. */
export function handlePreview(http: Http, app: App, copies: SmallCopies): void {
  const zips = createZipPictures(app);
  const previews = createEditorPreviews(app, copies, zips);
  const latest = createLatestWins();
  http.openapi(routes.preview, async (c) => {
    const request = c.req.valid('json');
    const caller = c.get('caller');
    if ('path' in request.source) await caller.checkPath(request.source.path);
    if (typeof request.workflow === 'object') {
      checkAdHoc(caller);
      await checkFiles(request.workflow, caller);
    }
    await checkParams(request.params ?? {}, caller);
    const own = latest.begin(`${caller.id} ${request.client ?? crypto.randomUUID()}`, c.req.raw.signal);
    try {
      const picture = await previews.render(request, own.signal);
      return new Response(picture, {
        headers: { 'content-type': `image/${request.format}`, 'cache-control': 'no-store' },
      }) as never;
    } catch (error) {
      if (!own.signal.aborted) throw error;
      throw new SafelightError('cancelled', 'A newer request took this one’s place.', { cause: error });
    } finally {
      own.done();
    }
  });

  http.openapi(routes.previewSource, async (c) => {
    const { source, longEdge } = c.req.valid('json');
    if ('path' in source) await c.get('caller').checkPath(source.path);
    const { path, name } = await previewOriginal(app, zips, source, c.req.raw.signal);
    const copy = await copies.get(path, longEdge, 'look', name);
    return (await fileResponse(c.req.raw, copy, { cache: 'no-store' })) as never;
  });
}
