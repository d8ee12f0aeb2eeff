/** One node type in a language of the screens. */
export interface NodeWords {
  /** The label as the server writes it, by which it is known in answers that name nodes by label alone. */
  english: string;
  label: string;
  description: string;
  /** Title, and what stands in the hint where the server has one. */
  params?: Record<string, readonly [title: string, description?: string]>;
  /** What can be bound to and asked about; `width` and `height` of pictures are said once, in results.ts. */
  results?: Record<string, string>;
}

/** Node types by their name. */
export type NodeDictionary = Record<string, NodeWords>;
