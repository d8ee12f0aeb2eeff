import type { ProbeResult, ProbeTask } from '../../contract/pixel-tasks.ts';
import { probe } from '../decoders/probe.ts';
import { readSource } from './read-source.ts';

/** Facts of a file from its header. Rejects with the errors of reading and of `probe`. */
export async function executeProbe({ source }: ProbeTask): Promise<ProbeResult> {
  const { bytes } = await readSource(source);
  return { facts: await probe(bytes, source.name) };
}
