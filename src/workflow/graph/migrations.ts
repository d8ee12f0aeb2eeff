/** Brings a saved document from one format to the next. */
export interface WorkflowMigration {
  /** The format it reads; it writes `from + 1`. */
  from: number;
  /** Gets a document nobody else holds; may change it. `format` is set by the caller. */
  migrate(document: Record<string, unknown>): Record<string, unknown>;
}

/**
 * All migrations, oldest first. Raising WORKFLOW_FORMAT means adding one here, and a document saved by the version before
 * to test/fixtures/workflows, where it stays for ever.
 */
export const WORKFLOW_MIGRATIONS: readonly WorkflowMigration[] = [];

/**
 * The document in the target format: every migration from its own format on is applied in turn, to a copy. Documents
 * without `format` are format 1. The caller has made sure that the document is not newer than the target.
 */
export function migrateWorkflow(
  document: Record<string, unknown>,
  target: number,
  migrations: readonly WorkflowMigration[] = WORKFLOW_MIGRATIONS,
): Record<string, unknown> {
  let current = structuredClone(document);
  for (let format = savedFormat(document); format < target; format++) {
    const migration = migrations.find(({ from }) => from === format);
    if (migration === undefined) throw new Error(`No migration from workflow format ${format}`);
    current = { ...migration.migrate(current), format: format + 1 };
  }
  return current;
}

/** The format a document says it has; 1 where it says nothing (or nothing sensible: validation then tells). */
export function savedFormat(document: Record<string, unknown>): number {
  const { format } = document;
  return typeof format === 'number' && Number.isInteger(format) && format >= 1 ? format : 1;
}
