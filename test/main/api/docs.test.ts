import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiPage } from '../../../scripts/generate/api-page.ts';
import { API_PAGE, OPERATIONS, operationTable } from '../../../scripts/generate.ts';
import { API_RECORDS } from '../../../src/contract/api-records.ts';
import { needOf } from '../../../src/contract/capabilities.ts';
import { routes } from '../../../src/contract/routes.ts';
import { createApi } from '../../../src/main/api/api.ts';
import { openWorld } from '../engine/world.ts';

/** By their names in the description: those of dialects have the dialect's name in front. */
const operations = API_RECORDS.flatMap((record) =>
  Object.entries(record.routes).map(
    ([name, route]) => [record.name === 'native' ? name : `${record.name}.${name}`, route] as const,
  ),
);

it('what is generated from the routes is up to date (else: npm run generate)', () => {
  expect(readFileSync(OPERATIONS, 'utf8')).toBe(operationTable(routes));
  expect(readFileSync(API_PAGE, 'utf8')).toBe(apiPage(API_RECORDS));
});

it.each(operations)('%s says what it does and what it needs', (_name, route) => {
  expect(route.summary).toBeTruthy();
  expect(route.tags).toHaveLength(1);
  expect(needOf(route.security as Record<string, string[]>[] | undefined)).toBeDefined();
});

it('every operation that is described is answered, and every route states what it needs', async () => {
  const world = await openWorld();
  const api = createApi(world.app, { version: '1.2.3' });
  expect(api.routes().filter(({ need }) => need === undefined)).toEqual([]);
  const document = (await (await api.fetch(new Request('http://localhost:1/openapi.json'))).json()) as {
    openapi: string;
    info: { version: string };
    servers: { url: string }[];
    paths: Record<string, Record<string, { operationId: string; responses: object; security: object[] }>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { version: '1.2.3' },
    servers: [{ url: 'http://localhost:1' }],
  });
  const described = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(described).toHaveLength(operations.length);
  expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(operations.length);
  const native = described.filter(({ operationId }) => !operationId.includes('.'));
  expect(native.every(({ responses }) => '401' in responses && '429' in responses)).toBe(true);
  const used = new Set(JSON.stringify(document).match(/(?<=#\/components\/schemas\/)\w+/g));
  expect([...used].filter((name) => !(name in document.components.schemas))).toEqual([]);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of Object.keys(methods)) {
      const address = path.replaceAll(/\{\w+\}/g, '0');
      const response = await api.fetch(new Request(`http://localhost:1${address}`, { method: method.toUpperCase() }));
      const text = response.headers.get('content-type')?.startsWith('application/problem') ? await response.text() : '';
      expect(text, `${method} ${path}`).not.toContain('There is nothing at');
      await response.body?.cancel().catch(() => {});
    }
  }
});

it('the docs are one page that loads nothing and names every operation', async () => {
  const world = await openWorld();
  const response = await createApi(world.app, { version: '1' }).fetch(new Request('http://localhost:1/docs'));
  const page = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(page.match(/<script|src=|@import|undefined|\[object/)).toBeNull();
  expect(operations.filter(([name]) => !page.includes(`id="${name}"`))).toEqual([]);
});
