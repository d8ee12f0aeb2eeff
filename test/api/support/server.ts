import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { CreateKeyBody } from '../../../src/contract/key.ts';
import type { WorkflowDocumentInput } from '../../../src/contract/workflow.ts';
import { type Api, createApi } from '../../../src/main/api/api.ts';
import { type Server, startServer } from '../../../src/main/api/server.ts';
import { type App, type AppOptions, createApp } from '../../../src/main/app.ts';
import { createFakePixels, type FakePixelsOptions } from '../../main/engine/fake-pixels.ts';

/** The program on a folder of its own, listening on a free port, as scripts meet it. */
export interface TestServer {
  app: App;
  api: Api;
  server: Server;
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Everything may be done with it. */
  key: string;
  root: string;
  photos: string;
  out: string;
  /** What a request with the key answers; a body that is no string is sent as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The JSON of an answer with the given status, else an error that says what came. */
  json<Body>(method: string, path: string, body?: unknown, status?: number): Promise<Body>;
  /** The key itself. */
  makeKey(body: CreateKeyBody): Promise<string>;
  /** A photo in the photos' folder; its path. */
  photo(name: string, width?: number, height?: number): Promise<string>;
  close(): Promise<void>;
}

export interface TestServerOptions extends Pick<AppOptions, 'allowedHosts' | 'clock' | 'workers'> {
  /** Render nothing: results are lines of text. Quick, for all that is not about pictures. */
  fake?: FakePixelsOptions | true;
}

/** Close it in `afterAll`. */
export async function openServer(options: TestServerOptions = {}): Promise<TestServer> {
  const root = mkdtempSync(join(tmpdir(), 'safelight-server-'));
  const { fake, workers = 1, ...appOptions } = options;
  const pixels = fake === undefined ? {} : { pixels: createFakePixels(fake === true ? {} : fake) };
  const app = await createApp({ dataDir: join(root, 'data'), workers, ...appOptions, ...pixels });
  const errors: unknown[] = [];
  const api = createApi(app, { version: '0.0.0-test', log: (error) => errors.push(error) });
  const server = await startServer(api, { port: 0, keys: app.keys });
  const { key } = await app.keys.create({ name: 'test', capabilities: ['admin'], rateLimit: 0 });
  const photos = join(root, 'photos');
  mkdirSync(photos);

  const ask: TestServer['ask'] = (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    return fetch(path.startsWith('http') ? path : server.url + path, {
      method,
      ...sent,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
  };
  return {
    app,
    api,
    server,
    url: server.url,
    key,
    root,
    photos,
    out: join(root, 'out'),
    ask,
    async json<Body>(method: string, path: string, body?: unknown, status = 200): Promise<Body> {
      const response = await ask(method, path, body);
      const text = await response.text();
      if (response.status !== status) {
        throw new Error(`${method} ${path} answered ${response.status}: ${text} ${errors.map(String).join('; ')}`);
      }
      return JSON.parse(text) as Body;
    },
    makeKey: async (body) => (await app.keys.create(body)).key,
    async photo(name, width = 240, height = 160) {
      const path = join(photos, name);
      await sharp({ create: { width, height, channels: 3, background: '#3a6ea5' } })
        .composite([
          { input: { create: { width: 60, height: 60, channels: 3, background: '#e8b04a' } }, left: 20, top: 20 },
        ])
        .toFile(path);
      return path;
    },
    async close() {
      await server.close();
      await app.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A small workflow with the ids and labels of the text that the native API follows. */
export const BACKGROUND: WorkflowDocumentInput = {
  name: 'Background removal',
  nodes: [
    { id: 'imageInput-1', type: 'imageInput', label: 'Image Input' },
    {
      id: 'small-1',
      type: 'resize',
      label: 'Make small',
      params: { longEdge: 120 },
      inputs: { image: 'imageInput-1' },
    },
    { id: 'export-1', type: 'export', params: { format: 'png' }, inputs: { image: 'small-1' } },
  ],
};

/** Two pictures go in, and each comes out again. */
export const TWO_INPUTS: WorkflowDocumentInput = {
  name: 'Two inputs',
  nodes: [
    { id: 'n-imageInput-1778112046042', type: 'imageInput' },
    { id: 'n-imageInput-2', type: 'imageInput' },
    { id: 'a', type: 'export', params: { name: '{name}-a' }, inputs: { image: 'n-imageInput-1778112046042' } },
    { id: 'b', type: 'export', params: { name: '{name}-b' }, inputs: { image: 'n-imageInput-2' } },
  ],
};
