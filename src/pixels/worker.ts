import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { SafelightError } from '../contract/errors.ts';
import { type PixelResult, type PixelTask, PixelTaskError } from '../contract/pixel-tasks.ts';
import { RecentCheckpoints } from './checkpoints/recent-checkpoints.ts';
import { setupSharp } from './decoders/sharp-setup.ts';
import { asSafelightError } from './execute/failure.ts';
import { executeProbe } from './execute/probe-task.ts';
import { hashFile } from './execute/read-source.ts';
import { executeSheet } from './execute/sheet-task.ts';
import { executeThumbnail } from './execute/thumbnail-task.ts';
import { executeRender, type RenderContext } from './execute.ts';
import type { AdmissionReply, AdmissionRequest, WorkerAnswer, WorkerJob } from './host/worker-protocol.ts';
import { writeSample } from './samples/write.ts';

setupSharp();
const recent = new RecentCheckpoints();

/** Entry of a worker thread: one task in, its result or a typed error out. Never rejects. */
export default async function work({ task, port, maxPixels }: WorkerJob): Promise<WorkerAnswer | null> {
  if (task === null) return null;
  try {
    return {
      ok: true,
      result: await execute(task, { maxPixels, recent, admit: (request) => admission(port, request) }),
    };
  } catch (thrown) {
    if (thrown instanceof PixelTaskError) {
      return { ok: false, error: thrown.toRecord(), nodeStates: thrown.nodeStates, facts: thrown.facts };
    }
    return { ok: false, error: asSafelightError(thrown, { name: nameOf(task) }).toRecord() };
  } finally {
    port?.close();
  }
}

function execute(task: PixelTask, context: RenderContext): Promise<PixelResult<PixelTask>> {
  switch (task.kind) {
    case 'probe':
      return executeProbe(task);
    case 'hash':
      return hashFile(task.path);
    case 'sample':
      return writeSample(task);
    case 'sheet':
      return executeSheet(task);
    case 'thumbnail':
      return executeThumbnail(task, context);
    case 'render':
      return executeRender(task, context);
  }
}

async function admission(port: MessagePort | null, request: Parameters<RenderContext['admit']>[0]): Promise<void> {
  if (!port) return;
  const answered = once(port, 'message');
  port.postMessage({ bytes: request.bytes } satisfies AdmissionRequest);
  const [reply] = (await answered) as [AdmissionReply];
  if (reply.admitted) return;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new SafelightError(
    'image_too_large',
    `“${request.name}” has ${(request.pixels / 1e6).toFixed(0)} megapixels; this workflow would need about ${gigabytes(request.bytes)} of memory for it, and ${gigabytes(reply.largest)} are allowed. Make the picture smaller first, or raise the limit in the settings: safelight settings memoryBudget ${Math.ceil(request.bytes / 2e9)}GB`,
  );
}

function nameOf(task: PixelTask): string {
  if (task.kind === 'probe' || task.kind === 'thumbnail') return task.source.name;
  if (task.kind === 'sheet') return 'contact sheet';
  return task.kind === 'render' ? task.tokens.name : task.path;
}
