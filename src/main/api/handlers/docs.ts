import { API_RECORDS } from '../../../contract/api-records.ts';
import { docsPage } from '../docs/page.ts';
import type { Http } from '../http.ts';
import { openApiDocument } from '../openapi.ts';
import { originOf } from '../origin.ts';

/** `/openapi.json` for programs, `/docs` for people. Both say nothing about this machine, and so need no key. */
export function handleDocs(http: Http, version: string): void {
  http.get('/openapi.json', (c) => c.json(openApiDocument(API_RECORDS, version, originOf(c.req.raw))));
  http.get('/docs', (c) => c.html(docsPage(openApiDocument(API_RECORDS, version, originOf(c.req.raw)))));
}
