import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { routes } from '../../../contract/routes.ts';
import { ENGINE_VERSION } from '../../../workflow/plan/plan.ts';
import type { App } from '../../app.ts';
import { licencesFile } from '../../entries.ts';
import { writeSamples } from '../../samples.ts';
import type { Http } from '../http.ts';
import { shippedLicences } from '../licences.ts';
import { originOf } from '../origin.ts';
import { resultsRoot } from '../results-folder.ts';

/** Folders in which people keep photos, by their usual names. */
const USUAL_FOLDERS = ['Pictures', 'Desktop', 'Downloads', 'Documents'];

/** Where the TCP server listens, or why it does not although it should. */
export interface ServerState {
  url: string | null;
  problem: string | null;
}

/** The program and the machine it runs on. */
export function handleSystem(
  http: Http,
  app: App,
  { version, server, logDir }: { version: string; server?: () => ServerState; logDir?: string },
): void {
  http.openapi(routes.health, (c) => c.json({ ok: true as const, version }, 200));

  http.openapi(routes.getSystem, async (c) => {
    const disk = await statfs(app.dataDir);
    const origin = originOf(c.req.raw);
    return c.json(
      {
        version,
        engineVersion: ENGINE_VERSION,
        platform: platform(),
        dataDir: app.dataDir,
        logDir: logDir ?? null,
        // Who came through the server knows where it is.
        serverUrl: /^http:\/\/(127\.0\.0\.1|localhost):/.test(origin) ? origin : (server?.().url ?? null),
        serverProblem: server?.().problem ?? null,
        freeBytes: disk.bavail * disk.bsize,
        workers: app.pixels.workers,
        resultsFolder: await resultsRoot(app),
        suggestedFolders: USUAL_FOLDERS.map((name) => ({ name, path: join(homedir(), name) })).filter(({ path }) =>
          existsSync(path),
        ),
        notices: [...app.notices],
      },
      200,
    );
  });

  http.openapi(routes.listLicences, async (c) => c.json({ items: await shippedLicences(licencesFile()) }, 200));

  http.openapi(routes.writeSamples, async (c) => {
    const folder = join(app.dataDir, 'samples');
    await writeSamples(app.pixels, folder);
    return c.json({ folder, outputFolder: join(homedir(), 'Pictures', 'Safelight') }, 200);
  });
}
