import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import type { ImageFacts } from '../../contract/run.ts';

/** What is known of an item when it is planned. Two calls for one item differ in `results` only. */
export interface Known {
  /**
   * `deliver`: every export node, and every analysis; `node`: the picture at one node (at an export: what goes into the
   * file).
   */
  target: { kind: 'deliver' } | { kind: 'node'; nodeId: string };
  /** Input node → facts of its image. */
  facts: Record<string, ImageFacts>;
  /** Input node → SHA-256 of its bytes; part of the signatures where given. */
  inputHashes: Record<string, string>;
  /** Node → its result fields, for every node that has run. */
  results: Record<string, Record<string, unknown>>;
  /** Path of an overlay's file → what tells its content apart (a hash, or size and time); part of the signatures. */
  files?: Record<string, string>;
  /** Values of `{tokens}` in overlay texts; part of the signatures of the overlays that use them. */
  tokens?: ItemTokens;
}
