import type { ErrorCode } from '../../contract/errors.ts';
import type { WorkflowNode } from '../../contract/workflow.ts';
import type { NodeTries } from './store-port.ts';

/**
 * What goes well at another time perhaps: a disk or network drive that was away, a file that was still being copied, a
 * machine that was short of memory, a step that broke for no reason of its own.
 */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file_not_found',
  'file_unreadable',
  'file_changed',
  'node_failed',
  'out_of_memory',
]);

/** What this node always makes of this picture, and another one perhaps not: no retry helps, the fallback may. */
const LASTING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file_empty',
  'not_an_image',
  'unsupported_format',
  'image_corrupt',
  'image_truncated',
  'image_too_large',
  'output_too_big',
]);

/** One second after the first failure, then twice as long each time, and never longer than half a minute. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** What becomes of an item after one of its nodes failed, with what the node has used up by now. */
export type AfterFailure =
  | { next: 'retry'; tries: NodeTries; pauseMs: number }
  | { next: 'fallback'; tries: NodeTries }
  | { next: 'fail'; tries: NodeTries };

/**
 * Decides by the failed node (as it stands in the workflow), what it had used up before, and the error. Everything but a
 * passing or lasting failure is a mistake in the workflow (`param_invalid`, `binding_failed`, `condition_failed`), which neither
 * repeating nor another node puts right, or does not come from the node: when the pixel host dies or a deadline passes, nobody
 * knows which node it was. A fallback is tried once.
 */
export function afterFailure(
  node: Pick<WorkflowNode, 'retries' | 'fallback'>,
  before: NodeTries | undefined,
  code: ErrorCode,
): AfterFailure {
  const failed = (before?.failed ?? 0) + 1;
  const fallback = before?.fallback ?? false;
  if (!fallback && PASSING.has(code) && failed <= (node.retries ?? 0)) {
    return { next: 'retry', tries: { failed, fallback }, pauseMs: pauseAfter(failed) };
  }
  if (!fallback && node.fallback !== undefined && (PASSING.has(code) || LASTING.has(code))) {
    return { next: 'fallback', tries: { failed, fallback: true } };
  }
  return { next: 'fail', tries: { failed, fallback } };
}

/** Milliseconds to wait after the n-th failure in a row: 1, 2, 4, 8, 16, 30, 30 … seconds. */
export function pauseAfter(failed: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failed - 1));
}
