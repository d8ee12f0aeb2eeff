import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WorkflowDocument } from '../src/contract/workflow.ts';
import { setupSharp } from '../src/pixels/decoders/sharp-setup.ts';
import { executeRender } from '../src/pixels/execute.ts';
import { writeSample } from '../src/pixels/samples/write.ts';
import { benchFiles } from './bench/photos.ts';

/**
 * What a cut-out costs: seconds and CPU seconds a picture for decode → removeBackground → PNG, and the process' peak memory after it, for a
 * product before a plain backdrop (4 MP) and for photos (24 MP). The first picture also opens the model.
 *
 *     npm run bench:cutout -- [--photos 2]
 */
const { values } = parseArgs({ options: { photos: { type: 'string', default: '2' } } });
setupSharp();
const { photos, work } = await benchFiles(Number(values.photos));
const mug = join(work, 'mug.jpg');
await rm(mug, { force: true });
await writeSample({ kind: 'sample', sample: 'mug', path: mug });

const workflow = WorkflowDocument.parse({
  name: 'Cut-out',
  nodes: [
    { id: 'in', type: 'imageInput', params: {}, inputs: {} },
    { id: 'cut', type: 'removeBackground', params: {}, inputs: { image: 'in' } },
    { id: 'out', type: 'export', params: { format: 'png' }, inputs: { image: 'cut.image' } },
  ],
});

console.log('picture              wall s   CPU s   cut-out s   method   peak MB');
for (const [index, path] of [mug, mug, ...photos].entries()) {
  const name = index === 0 ? 'product, first' : index === 1 ? 'product, 4 MP' : `photo ${index - 1}, 24 MP`;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { nodeStates, files } = await executeRender(
    {
      kind: 'render',
      workflow,
      sources: { in: { path, name } },
      tokens: { name, seq: 1, relativeFolder: '', workflow: 'cut-out', runDate: new Date().toISOString() },
      target: { kind: 'deliver' },
      temp: { folder: work, prefix: 'cut-out-' },
      tolerant: false,
    },
    { admit: async () => {}, maxPixels: 1e9 },
  );
  const used = process.cpuUsage(cpu);
  const cut = nodeStates.find(({ nodeId }) => nodeId === 'cut');
  const cells = [
    name.padEnd(18),
    ((performance.now() - start) / 1000).toFixed(2).padStart(8),
    ((used.user + used.system) / 1e6).toFixed(2).padStart(7),
    ((cut?.milliseconds ?? 0) / 1000).toFixed(2).padStart(11),
    String(cut?.result?.['method']).padStart(8),
    (process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(9),
  ];
  console.log(cells.join(' '));
  for (const { tempPath } of files) await rm(tempPath, { force: true });
}
await rm(work, { recursive: true, force: true });
