// The packed program in a process of its own, with a fake of Electron's API around it: `node packed-app-process.ts <resources>`. Answers what
// it is asked over IPC as a page asks it, over app://.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fake } from './electron.ts';
import type { PackedAnswer, PackedQuestion } from './packed-app.ts';

const resources = process.argv[2]!;
// What tells the program that it runs in Electron, in a package.
Object.defineProperty(process.versions, 'electron', { value: '45.4.1' });
Object.defineProperty(process, 'resourcesPath', { value: resources });

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

process.on('message', async ({ id, url, method, body }: PackedQuestion) => {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fake.fetch(url, init);
  process.send!({ id, status: answer.status, text: await answer.text() } satisfies PackedAnswer);
});

await import(pathToFileURL(join(resources, 'app.asar', 'out', 'main', 'index.js')).href);
const opened = setInterval(() => {
  const failed = fake.asked.find(({ kind }) => kind === 'error');
  if (failed !== undefined) throw new Error(String(failed.options['content']));
  if (fake.windows.length === 0) return;
  clearInterval(opened);
  process.send!({ id: 0, status: 200, text: fake.windows[0]!.webContents.url } satisfies PackedAnswer);
}, 50);
