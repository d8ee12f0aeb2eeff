import { join, normalize, sep } from 'node:path';
import { fileResponse } from '../file-response.ts';
import type { Http } from '../http.ts';

/** The built renderer: `/` and its assets. Only names below the folder are served. */
export function handlePages(http: Http, rendererFolder: string): void {
  const page = (request: Request) => fileResponse(request, join(rendererFolder, 'index.html'), { page: true });
  http.get('/', (c) => page(c.req.raw));
  http.get('/assets/*', (c) => {
    const file = normalize(join(rendererFolder, decodeURIComponent(new URL(c.req.url).pathname)));
    if (!file.startsWith(join(rendererFolder, 'assets') + sep)) return c.notFound();
    return fileResponse(c.req.raw, file, { page: true, cache: 'public, max-age=31536000, immutable' });
  });
}
