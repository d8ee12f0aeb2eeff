import { SafelightError } from '../../contract/errors.ts';

/** `ENOENT`, `ENOSPC` … of an error of the operating system; null for any other. */
export function systemCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

/**
 * Any thrown value as an error of ours. What a kernel or sharp throws without a code of its own is `node_failed`; every
 * way in which memory can run out is `out_of_memory`.
 */
export function asSafelightError(
  thrown: unknown,
  context: { name: string; nodeId?: string | undefined },
): SafelightError {
  const { name, nodeId } = context;
  if (thrown instanceof SafelightError) {
    if (thrown.nodeId !== undefined || nodeId === undefined) return thrown;
    return new SafelightError(thrown.code, thrown.message, { nodeId, issues: thrown.issues, cause: thrown });
  }
  if (isOutOfMemory(thrown)) {
    return new SafelightError(
      'out_of_memory',
      `There was not enough memory for “${name}”. Close other programs, use fewer workers, or make the picture smaller.`,
      { nodeId, cause: thrown },
    );
  }
  const message = firstLine(thrown);
  return nodeId === undefined
    ? new SafelightError('internal', `“${name}” could not be processed: ${message}`, { cause: thrown })
    : new SafelightError('node_failed', `“${name}”: the step “${nodeId}” failed: ${message}`, {
        nodeId,
        cause: thrown,
      });
}

/** V8 cannot allocate a buffer; libvips or the system cannot. */
function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (thrown instanceof RangeError && /allocation failed|invalid (typed )?array length/i.test(thrown.message))
    return true;
  return /out of memory|cannot allocate memory|unable to allocate|\bENOMEM\b/i.test(thrown.message);
}

/** libvips appends its whole error log, one line for each operation. */
function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.split('\n', 1)[0]!.trim();
}
