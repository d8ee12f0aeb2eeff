import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiRecord } from '../../src/contract/api-records.ts';
import { CAPABILITY_WORDS, needOf } from '../../src/contract/capabilities.ts';
import { ERROR_CODES } from '../../src/contract/errors.ts';
import { SafelightEvent } from '../../src/contract/events.ts';
import { DEFAULT_RATE_LIMIT } from '../../src/contract/key.ts';

const EXAMPLES = join(import.meta.dirname, '../../docs/examples');

/** What each event says, by its name. */
const EVENT_WORDS: Record<SafelightEvent['event'], string> = {
  'run.created': '`run`: a run was made',
  'run.updated': '`run`: its status or counts changed; several times a second at most',
  'run.finished': '`run`: it is over. A retried run finishes again',
  'item.started': '`runId`, `itemId`, `name`',
  'item.completed': '`runId`, `itemId`, `name`, `outputs`, `milliseconds`',
  'item.failed': '`runId`, `itemId`, `name`, `error` with `code`, `message`, `nodeId`',
  'item.skipped': '`runId`, `itemId`, `name`, `reason`',
  'hotFolder.updated': '`hotFolder`: its state or counts changed',
};

/** The page docs/api.md: what a script needs to know, with everything that can be listed taken from the contract. */
export function apiPage(records: readonly ApiRecord[]): string {
  return [
    '# API',
    '',
    '<!-- Written by `npm run generate` from src/contract and docs/examples; do not edit. -->',
    '',
    'Everything that the screens and the command line do, scripts can do too. The server is off until it is asked for: `safelight serve`,',
    'or a switch in the settings of the app. It listens on 127.0.0.1 only. While it runs, `/docs` shows every operation with its fields',
    'and `/openapi.json` describes them for programs.',
    '',
    '## Keys',
    '',
    '```text',
    'safelight keys create --name "Shop upload" --capability workflow:web:run',
    '```',
    '',
    'prints a key, this once. Send it as `Authorization: Bearer KEY` or `x-api-key: KEY`. A key has one or more capabilities, and may be',
    `limited to folders. It may make ${DEFAULT_RATE_LIMIT} requests a minute unless another number is set (0: no limit); every answer says how many are`,
    'left: `X-RateLimit-Limit`, `X-RateLimit-Remaining`, `X-RateLimit-Reset` (a Unix time in seconds), and with 429 `Retry-After`.',
    '',
    '| capability | |',
    '|---|---|',
    ...Object.entries(CAPABILITY_WORDS).map(([name, words]) => `| \`${name}\` | ${words} |`),
    '',
    '## Examples',
    '',
    'All of them are run by a test. `SAFELIGHT_URL` is the address of the server, `PHOTOS` a folder.',
    '',
    ...example('curl', 'sh', 'run.sh'),
    ...example('Python', 'python', 'run.py'),
    ...example('TypeScript or JavaScript, with the typed client', 'ts', 'run.ts'),
    'The client (`safelight/client`) runs in Node and in browsers, has one function for each operation below, comes back by itself when a',
    'connection of `events` is lost, and throws `ProblemError` (with the `problem` as below) or `ConnectionLostError`.',
    '',
    '## Runs',
    '',
    '- `inputs` has an entry for each input node of the workflow; `imageInput` stands for the only one. An entry has `files` (each with',
    '  `path`, `url` or `uploadId`, and a `name` if you like), or `folder` (with `recursive` and `glob`), or `paths`, or `zipUrl`.',
    '  What does not fit is a 422 `inputs_invalid` with every field in `errors`.',
    '- URLs may be `https://…`, `http://…` and `file:///…`. Addresses of this machine and of the local network are refused unless they are',
    '  allowed: setting `allowedHosts`, or `safelight serve --allow-host 192.168.1.7`.',
    '- Results go to `output.folder`. Without it, each run gets a new folder `<date>-<name>` in the folder of the setting',
    '  `defaultOutputFolder`, or in `results` of the data folder. `outputArchiveUrl` answers all of them as one zip once the run is over.',
    '- `Idempotency-Key` makes a request safe to repeat: the same key with the same body answers the run that it made, with another body it is a 409.',
    '- `:id` of a workflow is its number, slug or uuid; that of a run or item its number or uuid.',
    '- URLs in answers need the key like everything else.',
    '',
    '## Events',
    '',
    '`GET /events` and `GET /workflows/runs/:runId/events` are server-sent events: `id:` and `data:` with a JSON object, which has its name in',
    '`event` (`?named=true` puts it into an `event:` line too). Come back with `Last-Event-ID` (or `?lastEventId=`) and you get what you',
    'missed; when it is not known any more, the first event is `reset`, and you ask for the state anew. The stream of a run begins with the run as it is and',
    'stays open, because a run can be retried; `?until=finished` ends it with `run.finished`. For slow readers only the newest',
    '`run.updated` of each run is kept; beyond 1,000 waiting events they get a `reset`.',
    '',
    '| event | with |',
    '|---|---|',
    ...SafelightEvent.options.map(({ shape }) => {
      const name = shape.event.value;
      return `| \`${name}\` | ${EVENT_WORDS[name]} |`;
    }),
    '',
    '## Webhooks',
    '',
    'Name a `webhookUrl` when you create a run: once the run is over, it gets a POST with what `GET /workflows/runs/:runId` answers. Addresses',
    'are https, or http on an allowed host. The signature follows [Standard Webhooks](https://www.standardwebhooks.com): `webhook-id` (the same for',
    'every try), `webhook-timestamp`, `webhook-signature`; the secret is at `GET /webhooks/secret`. Any 2xx answer is a receipt. Else it is',
    'tried again with growing pauses, over restarts too; every try is listed in `webhooks` of the run.',
    '',
    '## Errors',
    '',
    'Errors are `application/problem+json`: `status`, `code`, `title`, `detail` (a sentence for people), and `errors` with `path`, `code` and',
    '`message` where single fields are wrong. Codes are stable.',
    '',
    '| code | status | |',
    '|---|---|---|',
    ...Object.entries(ERROR_CODES).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`),
    '',
    '## Operations',
    '',
    ...records.flatMap(operations),
  ].join('\n');
}

function example(title: string, language: string, file: string): string[] {
  const source = readFileSync(join(EXAMPLES, file), 'utf8').trimEnd();
  return [`### ${title}`, '', `\`\`\`${language}`, source, '```', ''];
}

function operations(record: ApiRecord): string[] {
  return [
    `### ${record.title}`,
    '',
    record.description,
    '',
    '| | needs | |',
    '|---|---|---|',
    ...Object.values(record.routes).map((route) => {
      const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
      const need = needOf(route.security as Record<string, string[]>[] | undefined);
      const needed = need === 'nothing' ? '' : need === 'any-key' ? 'any key' : `\`${need}\``;
      return `| \`${route.method.toUpperCase()} ${path}\` | ${needed} | ${route.summary ?? ''} |`;
    }),
    '',
  ];
}
