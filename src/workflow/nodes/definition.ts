import type { z } from 'zod';
import type { NodeTypeInfo, ParamHint } from '../../contract/node-type.ts';
import type { Step } from '../plan/steps.ts';

/** A node type: one frozen object in one file. It says what the node is and which steps it compiles to; it holds no pixels. */
export interface NodeDefinition<Params extends z.ZodType = z.ZodType> {
  type: string;
  label: string;
  category: NodeTypeInfo['category'];
  /** One or two sentences for the node library. */
  description: string;
  icon: string;
  scope: 'item' | 'run';
  /** Strict object; every param has a default but where none makes sense; hints through `.meta(hint({...}))`. */
  params: Params;
  inputs: NodeTypeInfo['inputs'];
  outputs: NodeTypeInfo['outputs'];
  /** Result fields beside `width` and `height`, which every image output has. */
  results: NodeTypeInfo['results'];
  /** Name of the param that holds a condition (CEL) by which pictures take the output `match` or the output `else`. */
  routeBy?: string;
  /**
   * The steps for these params, applied in order to the `image` input (an input node starts with `decode`). An empty
   * list is a no-op: the planner hands the input on. Called with parsed params only.
   */
  compile(params: z.output<Params>, context: CompileContext): Step[];
}

export interface CompileContext {
  nodeId: string;
  /** Input ports that are connected; known when a graph is planned. */
  ports?: readonly string[];
}

/** Checks a definition's types and freezes it. */
export function defineNode<Params extends z.ZodType>(definition: NodeDefinition<Params>): NodeDefinition<Params> {
  return Object.freeze(definition);
}

/** Form hints for `.meta()`; a function only so that they are type-checked. */
export function hint(hints: ParamHint): ParamHint & Record<string, unknown> {
  return { ...hints };
}

/** The usual ports of a node with one picture in and one out. */
export const imageIn = { image: { type: 'image', required: true, label: 'Image' } } as const;
export const imageOut = { image: { type: 'image', label: 'Image' } } as const;
