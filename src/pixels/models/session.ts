import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { SafelightError } from '../../contract/errors.ts';
import type { ModelCard } from './model-card.ts';

/**
 * What a run needs is not kept between runs (half the memory, onnxruntime 1.30), and each item has one core, like everything
 * else in the pixel host.
 */
const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  enableCpuMemArena: false,
  enableMemPattern: false,
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};

interface OpenSession {
  path: string;
  session: InferenceSession;
}

/** The model that this worker thread used last; opening one takes as long as reading a photo. */
let open: OpenSession | null = null;

/** What has to be known of a model to run it. */
export interface RunnableModel {
  name: string;
  path: string;
  card: Pick<ModelCard, 'input' | 'output'>;
  /** The ONNX bytes, where they are not those of the file at `path`. */
  bytes?: () => Promise<Uint8Array>;
}

/** A tensor as plain data. */
export interface TensorData {
  data: Float32Array;
  dims: readonly number[];
}

/**
 * Runs a model on one input and gives the output that its card names. Throws `file_unreadable` when the file is no model that
 * fits its description.
 */
export async function runModel(model: RunnableModel, input: TensorData): Promise<TensorData> {
  // The native library is loaded with the first cut-out only: other work does not pay for it.
  const { Tensor: OrtTensor } = await onnxruntime();
  const session = await sessionFor(model);
  const inputName = model.card.input ?? session.inputNames[0]!;
  const outputName = model.card.output ?? session.outputNames[0]!;
  for (const [name, names, what] of [
    [inputName, session.inputNames, 'input'],
    [outputName, session.outputNames, 'output'],
  ] as const) {
    if (!names.includes(name)) throw refused(model, `it has no ${what} “${name}”, only ${names.join(', ')}`);
  }
  let results: InferenceSession.ReturnType;
  try {
    const tensor = new OrtTensor('float32', input.data, [...input.dims]);
    results = await session.run({ [inputName]: tensor }, [outputName]);
  } catch (thrown) {
    throw refused(model, thrown instanceof Error ? thrown.message : String(thrown));
  }
  const output = results[outputName] as Tensor;
  if (!(output.data instanceof Float32Array)) throw refused(model, `its output is ${output.type}, not float32`);
  return { data: output.data, dims: output.dims };
}

/** Lets go of the open model, so that a test can remove its file. */
export async function closeModel(): Promise<void> {
  const last = open;
  open = null;
  await last?.session.release();
}

async function sessionFor(model: RunnableModel): Promise<InferenceSession> {
  if (open?.path === model.path) return open.session;
  await closeModel();
  const { InferenceSession: OrtSession } = await onnxruntime();
  const bytes = await (model.bytes?.() ?? readFile(model.path)).catch(() => {
    throw new SafelightError('file_not_found', `The model ${model.path} cannot be read.`);
  });
  try {
    const session = await OrtSession.create(bytes, OPTIONS);
    open = { path: model.path, session };
    return session;
  } catch (thrown) {
    throw refused(model, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

async function onnxruntime(): Promise<typeof import('onnxruntime-node')> {
  try {
    return await import('onnxruntime-node');
  } catch (thrown) {
    throw new SafelightError(
      'internal',
      'The program that runs cut-out models (onnxruntime) does not start on this computer. Use the method “key” for pictures on a plain backdrop.',
      { cause: thrown },
    );
  }
}

function refused(model: RunnableModel, why: string): SafelightError {
  return new SafelightError('file_unreadable', `The model “${model.name}” cannot be run: ${why}.`);
}
