import { readFile, writeFile } from 'node:fs/promises';
import { createClient } from 'safelight/client';

const { SAFELIGHT_URL = '', SAFELIGHT_KEY = '', PHOTO = '', RESULTS = '' } = process.env;
const safelight = createClient({ baseUrl: SAFELIGHT_URL, key: SAFELIGHT_KEY });

// A photo that the server has not got yet, and a workflow of our own.
const { uploadId } = await safelight.upload('photo.jpg', await readFile(PHOTO));
const workflow = await safelight.createWorkflow({
  body: {
    name: 'Small',
    nodes: [
      { id: 'in', type: 'imageInput' },
      { id: 'small', type: 'resize', params: { longEdge: 100 }, inputs: { image: 'in' } },
      { id: 'out', type: 'export', params: { format: 'webp' }, inputs: { image: 'small' } },
    ],
  },
});
const run = await safelight.createRun({
  params: { id: workflow.slug },
  body: { inputs: { imageInput: { files: [{ uploadId }] } } },
});
for await (const event of safelight.events({ run: run.id })) {
  console.log(event.event);
  if (event.event === 'run.finished') break;
}
const { items } = await safelight.listItems({ params: { runId: run.id } });
for (const output of items.flatMap((item) => item.outputs)) {
  const picture = await safelight.request(new URL(output.url).pathname);
  await writeFile(`${RESULTS}/${output.fileName}`, await picture.bytes());
}
