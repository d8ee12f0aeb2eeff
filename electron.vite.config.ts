import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** What a bundle takes from packages, with their licences: read, and taken away again, by scripts/licences/write.ts. */
const license = { fileName: 'bundled-packages.json' };

// Dependencies are not bundled: sharp, better-sqlite3 and the worker pool carry native files, and node_modules is there in
// a checkout as in a package. What only the renderer needs is bundled, and so listed under devDependencies.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      license,
      rollupOptions: {
        // One entry for each process or thread: Electron's main, the command line, the pixel host, its workers, the
        // thread that checks databases.
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/index.ts',
          'pixel-host': 'src/pixels/host.ts',
          'pixel-worker': 'src/pixels/worker.ts',
          'database-worker': 'src/main/store/database-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      license,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      minify: true,
      license,
      rollupOptions: {
        input: 'src/renderer/index.html',
        // Mantine marks its modules for React servers; here there is none.
        onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
      },
    },
  },
});
