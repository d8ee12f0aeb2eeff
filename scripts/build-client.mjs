// Builds `safelight/client` into the folder given: one plain ES module that Node and browsers run, and its types.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2] ?? join(root, 'out/client');

await build({
  configFile: false,
  root,
  logLevel: 'error',
  build: {
    outDir: folder,
    emptyOutDir: true,
    minify: false,
    target: 'es2022',
    lib: { entry: join(root, 'src/client/client.ts'), formats: ['es'], fileName: () => 'client.js' },
    // Only loaded for a Unix socket, which browsers do not have.
    rollupOptions: { external: ['undici'] },
  },
});
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const types = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.client.json', '--outDir', join(folder, 'types')], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
process.exit(types.status ?? 1);
