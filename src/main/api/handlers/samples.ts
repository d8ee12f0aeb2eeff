import { homedir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { writeSamples } from '../../samples.ts';

/** Sample photos for a first try, kept with the program's data. */
export function handleSamples(http: OpenAPIHono, app: App): void {
  http.openapi(routes.writeSamples, async (c) => {
    const folder = join(app.dataDir, 'samples');
    await writeSamples(app.pixels, folder);
    return c.json({ folder, outputFolder: join(homedir(), 'Pictures', 'Safelight') }, 200);
  });
}
