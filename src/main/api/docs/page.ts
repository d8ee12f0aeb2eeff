import type { OpenApiDocument } from '../openapi.ts';
import { escaped, prose } from './html.ts';
import { type Schema, type Schemas, schemaTable } from './schema-table.ts';

interface Content {
  schema?: Schema;
  example?: unknown;
}
interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, { description: string; content?: Record<string, Content> }>;
}
interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const STYLE = `
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent);--soft:color-mix(in srgb,currentColor 7%,transparent)}
body{margin:0;font:15px/1.55 system-ui,sans-serif;display:grid;grid-template-columns:17rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.2rem;box-sizing:border-box;border-right:1px solid var(--line)}
nav a{display:block;color:inherit;text-decoration:none;padding:.1rem 0;font-size:13px}nav a:hover{text-decoration:underline}
main{padding:1.5rem 2.5rem;max-width:60rem}section{border-top:1px solid var(--line);padding:1.2rem 0}
h1{margin:0 0 .5rem}h2{margin:2.2rem 0 .4rem}h3{margin:0 0 .3rem;font-size:1.02rem}
code,pre{font:13px/1.5 ui-monospace,monospace}code{background:var(--soft);padding:.05em .3em;border-radius:3px}
pre{background:var(--soft);padding:.8rem;border-radius:6px;overflow:auto}pre code{background:none;padding:0}
table{border-collapse:collapse;width:100%;font-size:13.5px;margin:.3rem 0}td{border-bottom:1px solid var(--line);padding:.25rem .6rem .25rem 0;vertical-align:top}
td i{opacity:.6;font-style:normal;font-size:12px}summary{cursor:pointer;opacity:.8}.method{text-transform:uppercase;font-weight:700}
@media(max-width:50rem){body{display:block}nav{position:static;height:auto}}`;

/** The readable description of the API: one page of plain HTML, without scripts. */
export function docsPage(document: OpenApiDocument): string {
  const entries = Object.entries(document.paths ?? {}).flatMap(([path, item]): Entry[] =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, unknown>)[method] as Operation | undefined;
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  const schemas = (document.components?.schemas ?? {}) as unknown as Schemas;
  const groups = (document.tags ?? []).map((tag) => ({
    tag,
    entries: entries.filter(({ operation }) => operation.tags?.[0] === tag.name),
  }));
  const nav = groups
    .map(
      ({ tag, entries: own }) =>
        `<h4>${escaped(tag.name)}</h4>${own.map(({ operation }) => `<a href="#${anchor(operation)}">${escaped(operation.summary ?? '')}</a>`).join('')}`,
    )
    .join('');
  const body = groups
    .map(
      ({ tag, entries: own }) =>
        `<h2>${escaped(tag.name)}</h2>${tag.description === undefined ? '' : `<p>${prose(tag.description)}</p>`}${own
          .map((entry) => section(entry, schemas))
          .join('')}`,
    )
    .join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Safelight API</title><style>${STYLE}</style><nav><b>Safelight API</b>${nav}<h4>Schemas</h4>${Object.keys(
    schemas,
  )
    .map((name) => `<a href="#schema-${name}">${name}</a>`)
    .join(
      '',
    )}</nav><main><h1>Safelight API</h1><p>${prose(document.info.description ?? '')} Version ${escaped(document.info.version)}; for programs: <a href="openapi.json">openapi.json</a>.</p>
<p>Send a key with every request: <code>Authorization: Bearer KEY</code> or <code>x-api-key: KEY</code>. Make one with <code>safelight keys create</code>.</p>${body}<h2>Schemas</h2>${Object.entries(
    schemas,
  )
    .map(([name, schema]) => `<section id="schema-${name}"><h3>${name}</h3>${schemaTable(schema, schemas)}</section>`)
    .join('')}</main></html>`;
}

const anchor = (operation: Operation): string => escaped(operation.operationId ?? '');

function section({ method, path, operation }: Entry, schemas: Schemas): string {
  const parameters = operation.parameters ?? [];
  return `<section id="${anchor(operation)}"><h3>${escaped(operation.summary ?? '')}</h3>
<p><code><span class="method">${method}</span> ${escaped(path)}</code> · ${needed(operation)}</p>
<p>${prose(operation.description ?? '')}</p>
${parameters.length === 0 ? '' : `<table>${parameters.map((one) => `<tr><td><code>${escaped(one.name)}</code>${one.required ? '' : '<i> optional</i>'}</td><td>${one.in}</td><td>${prose(one.description ?? one.schema?.description ?? '')}${one.schema?.default === undefined ? '' : ` Default <code>${escaped(String(one.schema.default))}</code>.`}</td></tr>`).join('')}</table>`}
${contents('Body', operation.requestBody?.content ?? {}, schemas)}
${Object.entries(operation.responses)
  .filter(([status]) => status.startsWith('2'))
  .map(([status, answer]) => contents(`${status}: ${answer.description}`, answer.content ?? {}, schemas))
  .join('')}
<details><summary>Errors</summary><table>${Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .map(([status, answer]) => `<tr><td>${status}</td><td>${prose(answer.description)}</td></tr>`)
    .join('')}</table></details></section>`;
}

function needed({ security }: Operation): string {
  const scopes = security?.[0] === undefined ? null : Object.values(security[0]).flat();
  if (scopes === null) return 'no key needed';
  return scopes.length === 0 ? 'any key' : `needs ${scopes.map((one) => `<code>${escaped(one)}</code>`).join(', ')}`;
}

function contents(title: string, content: Record<string, Content>, schemas: Schemas): string {
  return Object.entries(content)
    .map(
      ([type, { schema, example }]) =>
        `<details${example === undefined ? '' : ' open'}><summary>${prose(title)} <code>${escaped(type)}</code></summary>${
          example === undefined ? '' : `<pre><code>${escaped(JSON.stringify(example, null, 2))}</code></pre>`
        }${schema === undefined ? '' : schemaTable(schema, schemas)}</details>`,
    )
    .join('');
}
