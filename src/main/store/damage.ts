/** Does the error say that a file is no sound database? Disk errors and missing permissions do not. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test((error as { code?: string } | null)?.code ?? '');
}
