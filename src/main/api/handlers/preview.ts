import { SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { checkAdHoc, checkFiles, checkParams } from '../access/check-document.ts';
import type { Http } from '../http.ts';
import type { SmallCopies } from '../pictures/small-copies.ts';
import { createLatestWins } from '../preview/latest-wins.ts';
import { createEditorPreviews } from '../preview/preview.ts';

/** `POST /preview`: a workflow's picture while it is edited. */
export function handlePreview(http: Http, app: App, copies: SmallCopies): void {
  const previews = createEditorPreviews(app, copies);
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
}
