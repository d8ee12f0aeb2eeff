import { z } from '@hono/zod-openapi';

/** What flows along an edge. `image`: pixels with a profile; `mask`: one channel; `value`: JSON; `file`: an encoded picture. */
export const PortType = z.enum(['image', 'mask', 'value', 'file']);
export type PortType = z.infer<typeof PortType>;

export const NODE_CATEGORIES = [
  'input',
  'geometry',
  'colour',
  'detail',
  'retouch',
  'overlay',
  'analysis',
  'flow',
  'output',
  'run',
] as const;

/** How a form draws a param; kept in the JSON Schema through zod's `.meta()`. */
export interface ParamHint {
  /** Name on screen, sentence case. */
  title: string;
  description?: string;
  /** `EV`, `K`, `px`, `%`, `°`, `kB`, `dpi` … */
  unit?: string;
  widget?:
    | 'slider'
    | 'number'
    | 'select'
    | 'color'
    | 'text'
    | 'template'
    | 'file'
    | 'switch'
    | 'aspect'
    | 'anchor'
    /** Name of an ONNX model: the built-in one, or one of the user's models folder. */
    | 'model'
    /** Places on the picture, as { x, y, radius } from 0 to 1. */
    | 'spots'
    | 'curve';
  /** Slider ends where they are narrower than what is accepted. */
  sliderMin?: number;
  sliderMax?: number;
  step?: number;
  /** Params of one group stand together under this heading. */
  group?: string;
}

/** A node type as clients see it: enough to list, search, connect and draw its form. */
export const NodeTypeInfo = z.object({
  type: z.string(),
  label: z.string(),
  category: z.enum(NODE_CATEGORIES),
  description: z.string(),
  /** Name of a Tabler icon. */
  icon: z.string(),
  scope: z.enum(['item', 'run']),
  inputs: z.record(z.string(), z.object({ type: PortType, required: z.boolean(), label: z.string() })),
  outputs: z.record(z.string(), z.object({ type: PortType, label: z.string() })),
  /** Result fields that other nodes' params can bind to and conditions can read. */
  results: z.record(
    z.string(),
    z.object({ type: z.enum(['number', 'string', 'boolean', 'color', 'array', 'object']), description: z.string() }),
  ),
  /**
   * JSON Schema (2020-12) of the params, with ParamHint keys, and `exactlyOneOf: [{ what, ways: string[][] }]` where one thing can be said
   * in several ways, such as a size by its long edge or by width and height.
   */
  params: z.record(z.string(), z.unknown()),
});
export type NodeTypeInfo = z.infer<typeof NodeTypeInfo>;
