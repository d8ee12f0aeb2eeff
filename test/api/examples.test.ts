import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './support/server.ts';

/** The examples of docs/api.md, run as they stand there. */

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
  await server.photo('harbour.jpg');
  await server.photo('pier.jpg');
});
afterAll(() => server.close());

/** The first fenced block of a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'm').exec(PAGE);
  if (found?.[1] === undefined) throw new Error(`docs/api.md has no ${language} example`);
  return found[1];
}

/** Runs a program with what the examples expect in the environment; answers what it prints, and where it may put results. */
async function run(name: string, command: string, args: string[]): Promise<{ printed: string; results: string }> {
  const results = join(server.root, name);
  mkdirSync(results, { recursive: true });
  const child = spawn(command, args, {
    cwd: server.root,
    env: {
      ...process.env,
      SAFELIGHT_URL: server.url,
      SAFELIGHT_KEY: server.key,
      PHOTOS: server.photos,
      PHOTO: join(server.photos, 'pier.jpg'),
      RESULTS: results,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, errors).toBe(0);
  return { printed, results };
}

function written(name: string, language: string): string {
  const path = join(server.root, name);
  // Our own package stands for the installed one.
  const client = pathToFileURL(join(ROOT, 'src/client/client.ts')).href;
  writeFileSync(path, block(language).replaceAll("'safelight/client'", `'${client}'`));
  return path;
}

describe('docs/api.md', () => {
  it.skipIf(!has('curl') || !has('sh'))('curl: makes a run, follows it, and downloads the zip', async () => {
    const { printed, results } = await run('sh', 'sh', ['-e', written('run.sh', 'sh')]);
    expect(printed).toContain('"event":"run.finished"');
    expect(existsSync(join(results, 'web.zip'))).toBe(true);
  });

  it.skipIf(!has('python3'))('Python: makes a run and polls it', async () => {
    const { printed, results } = await run('python', 'python3', [written('run.py', 'python')]);
    expect(printed).toMatch(/harbour\.jpg completed/);
    expect(readdirSync(results)).toHaveLength(2);
  });

  it('TypeScript: uploads a photo, makes a workflow and a run, and downloads the result', async () => {
    const { printed, results } = await run('ts', process.execPath, [written('run.ts', 'ts')]);
    expect(printed).toContain('run.finished');
    expect(readdirSync(results)).toEqual(['photo.webp']);
  });
});
