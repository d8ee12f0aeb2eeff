import { join } from 'node:path';
import { CreateHotFolderBody } from '../../../src/contract/hot-folder.ts';
import { createApp } from '../../../src/main/app.ts';

/** Watches `<root>/hot` as the app does, until it is killed or told to end by SIGTERM. Says `ready` when it watches. */
const root = process.argv[2] as string;
const app = await createApp({ dataDir: join(root, 'data'), watchHotFolders: true, workers: 2 });
if ((await app.hotFolders.list()).length === 0) {
  const { slug } = await app.workflows.create({
    name: 'Hot',
    nodes: [
      { id: 'input', type: 'imageInput' },
      { id: 'small', type: 'resize', params: { longEdge: 24 }, inputs: { image: 'input' } },
      { id: 'export', type: 'export', params: { format: 'png' }, inputs: { image: 'small' } },
    ],
  });
  await app.hotFolders.create(
    CreateHotFolderBody.parse({
      folder: join(root, 'hot'),
      workflow: slug,
      output: { folder: join(root, 'out') },
      recursive: true,
      settleSeconds: 0.5,
      quietSeconds: 0.5,
    }),
  );
}
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.stdout.write('ready\n');
