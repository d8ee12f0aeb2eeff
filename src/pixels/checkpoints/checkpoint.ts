import type { Raster } from '../raster.ts';

/** What is told of a step once it has run, whoever its nodes are: enough for their states when it is not run again. */
export interface StepFacts {
  /** Size of the picture after the step, px. */
  width: number;
  height: number;
  milliseconds: number;
  notes: string[];
  /** Result fields of steps that make JSON or a file. */
  fields: Record<string, unknown>;
}

/** What a step made, as it is kept. */
export type CheckpointContent =
  | { kind: 'raster'; raster: Raster }
  | { kind: 'json' }
  | { kind: 'file'; bytes: Uint8Array; extension: string; format: string; width: number; height: number };

/**
 * The result of one step with the facts of it and of every step before it, by signature: when it is read, those steps are not
 * run either, and their nodes have a state nevertheless.
 */
export type Checkpoint = CheckpointContent & { facts: Record<string, StepFacts> };
