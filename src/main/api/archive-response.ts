import type { Run } from '../../contract/run.ts';
import type { App } from '../app.ts';
import { fileResponse } from './file-response.ts';

/**
 * A run's results as one zip: the one that it delivered, else one that is written while it is fetched. Throws `RUN_NOT_FINISHED`, and
 * `not_found` when nothing was delivered.
 */
export async function archiveResponse(app: App, run: Run, request: Request): Promise<Response> {
  const archive = await app.archive(run.id);
  if ('path' in archive) {
    return named(await fileResponse(request, archive.path, { cache: 'private, max-age=0' }), archive.name);
  }
  if (request.method === 'HEAD') {
    await archive.stream.cancel();
    return named(new Response(null, { headers: ZIP }), archive.name);
  }
  return named(new Response(archive.stream as ReadableStream<Uint8Array<ArrayBuffer>>, { headers: ZIP }), archive.name);
}

const ZIP = { 'content-type': 'application/zip', 'cache-control': 'no-store' };

/** Browsers keep it under this name. RFC 6266: the plain name for old ones, the encoded for all others. */
function named(response: Response, name: string): Response {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  response.headers.set(
    'content-disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  );
  return response;
}
