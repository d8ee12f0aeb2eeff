import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { ApiRecord } from '../../contract/api-records.ts';
import { SECURITY_SCHEMES } from '../../contract/capabilities.ts';
import { COMMON_PROBLEMS } from '../../contract/routes/shape.ts';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Title of the group that an operation of a dialect is listed in, before its own tag. */
export function tagOf(record: ApiRecord, route: RouteConfig): string {
  const own = route.tags?.[0] ?? 'Other';
  return record.name === 'native' ? own : `${record.title}: ${own}`;
}

/** The OpenAPI 3.1 description of all records, made of the routes themselves, so that it cannot say anything else. */
export function openApiDocument(records: readonly ApiRecord[], version: string, serverUrl?: string): OpenApiDocument {
  const http = new OpenAPIHono();
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    http.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  const tags = new Map<string, string | undefined>();
  for (const record of records) {
    for (const [name, route] of Object.entries(record.routes)) {
      const tag = tagOf(record, route);
      if (!tags.has(tag)) tags.set(tag, record.name === 'native' ? undefined : record.description);
      http.openAPIRegistry.registerPath({
        ...route,
        operationId: record.name === 'native' ? name : `${record.name}.${name}`,
        tags: [tag],
        responses: withProblems(record, route.responses),
      });
    }
  }
  const document = http.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Safelight',
      version,
      description: 'Workflows of image nodes over whole folders. Runs on your own machine; nothing leaves it.',
    },
    ...(serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] }),
    tags: [...tags].map(([name, description]) => ({ name, ...(description === undefined ? {} : { description }) })),
  });
  allowPlan(document);
  return document;
}

/** Dialects have errors of their own form. */
function withProblems(record: ApiRecord, responses: RouteConfig['responses']): RouteConfig['responses'] {
  if (record.name !== 'native') return responses;
  const own = Object.keys(responses);
  const more = Object.entries(COMMON_PROBLEMS).filter(([status]) => !own.includes(status));
  return { ...responses, ...Object.fromEntries(more) };
}

/** With `dryRun=true` a run's creation answers the plan, which the type of its route does not say. */
function allowPlan(document: OpenApiDocument): void {
  const answer = document.paths?.['/workflows/{id}/runs']?.post?.responses?.['200'] as
    | { content?: { 'application/json'?: { schema?: unknown } } }
    | undefined;
  const json = answer?.content?.['application/json'];
  if (json !== undefined) json.schema = { anyOf: [json.schema, { $ref: '#/components/schemas/Plan' }] };
}
