import { SafelightError } from '../../contract/errors.ts';
import type { WorkflowDocument, WorkflowSummary, WorkflowVersion } from '../../contract/workflow.ts';
import { readWorkflow } from '../../workflow/graph/read.ts';
import { validateWorkflow } from '../../workflow/graph/validate.ts';
import { canonicalJson } from '../../workflow/plan/canonical-json.ts';
import type { Log } from './ports.ts';
import type { WorkflowStorePort } from './store-port.ts';

/** A stored workflow with its newest document. */
export type StoredWorkflow = WorkflowSummary & { document: WorkflowDocument };

/** A workflow's integer id, its slug or its uuid; digits alone are an id. */
export type WorkflowRef = number | string;

export interface WorkflowService {
  /** Built-in ones first, then by name. Ad-hoc workflows (see `adopt`) are not listed. */
  list(): Promise<WorkflowSummary[]>;
  /** Throws `workflow_not_found`. */
  get(ref: WorkflowRef): Promise<StoredWorkflow>;
  /** Newest first. */
  versions(ref: WorkflowRef): Promise<WorkflowVersion[]>;
  /** Saves a new workflow; takes any JSON. Throws `workflow_invalid`, `workflow_too_new`; a taken slug gets a number. */
  create(document: unknown): Promise<StoredWorkflow>;
  /** Saves a new version; unchanged documents make none. Throws `workflow_read_only` for built-in ones. The slug stays. */
  update(ref: WorkflowRef, document: unknown): Promise<StoredWorkflow>;
  /** Takes it off the list; runs that used it keep their version. Throws `workflow_read_only`. */
  remove(ref: WorkflowRef): Promise<void>;
  /**
   * Keeps an ad-hoc workflow (a file given to the CLI, a document given to the API) so that its runs can be resumed and
   * looked at: hidden from the list, one per slug, with a new version whenever its document changed.
   */
  adopt(document: unknown): Promise<StoredWorkflow>;
}

/** The workflows of a store. */
export function createWorkflowService(store: WorkflowStorePort): WorkflowService {
  async function summary(ref: WorkflowRef): Promise<WorkflowSummary> {
    const found = await find(ref);
    if (found !== null) return found;
    throw new SafelightError(
      'workflow_not_found',
      `There is no workflow “${ref}”. “safelight workflows” lists those there are.`,
    );
  }

  async function find(ref: WorkflowRef): Promise<WorkflowSummary | null> {
    if (typeof ref === 'number' || /^\d{1,15}$/.test(ref)) return await store.find({ id: Number(ref) });
    return (await store.find({ slug: ref, hidden: false })) ?? (await store.find({ uuid: ref }));
  }

  async function withDocument(workflow: WorkflowSummary): Promise<StoredWorkflow> {
    const version = await store.version(workflow.id, workflow.version);
    if (version === null) throw new Error(`workflow ${workflow.id} has no version ${workflow.version}`);
    return { ...workflow, document: version.document };
  }

  async function addVersion(workflow: WorkflowSummary, document: WorkflowDocument): Promise<StoredWorkflow> {
    const stored = await withDocument(workflow);
    if (sameDocument(stored.document, document)) return stored;
    return await withDocument(await store.addVersion(workflow.id, document));
  }

  async function editable(ref: WorkflowRef): Promise<WorkflowSummary> {
    const workflow = await summary(ref);
    if (!workflow.builtIn) return workflow;
    throw new SafelightError(
      'workflow_read_only',
      `“${workflow.name}” comes with Safelight and cannot be changed. Save a copy under another name.`,
    );
  }

  /** Two that come at once must not both find a slug free. */
  let last: Promise<unknown> = Promise.resolve();
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  }

  return {
    list: () => store.list(),
    get: async (ref) => await withDocument(await summary(ref)),
    versions: async (ref) => await store.versions((await summary(ref)).id),

    async create(json) {
      const document = checked(json);
      return await oneAtATime(async () => {
        const slug = await freeSlug(store, document.slug ?? slugOf(document.name));
        return await withDocument(await store.insert(newWorkflow({ ...document, slug }, slug, {})));
      });
    },

    async update(ref, json) {
      const document = checked(json);
      return await oneAtATime(async () => {
        const workflow = await editable(ref);
        return await addVersion(workflow, { ...document, slug: workflow.slug });
      });
    },

    async remove(ref) {
      await store.remove((await editable(ref)).id);
    },

    async adopt(json) {
      const document = checked(json);
      const slug = document.slug ?? slugOf(document.name);
      return await oneAtATime(async () => {
        const known = await store.find({ slug, hidden: true });
        if (known !== null) return await addVersion(known, document);
        return await withDocument(await store.insert(newWorkflow(document, slug, { hidden: true })));
      });
    },
  };
}

/** Brings the workflows that come with the program into the store: new ones are added, changed ones get a new version. */
export async function syncBuiltIns(store: WorkflowStorePort, documents: WorkflowDocument[], log: Log): Promise<void> {
  for (const document of documents) {
    const slug = document.slug ?? slugOf(document.name);
    const known = await store.find({ slug, hidden: false });
    if (known === null) await store.insert(newWorkflow(document, slug, { builtIn: true }));
    else if (!known.builtIn) log.warn('a workflow of the user has the slug of a built-in one', { slug });
    else {
      const newest = await store.version(known.id, known.version);
      if (newest === null || !sameDocument(newest.document, document)) await store.addVersion(known.id, document);
    }
  }
}

/** The slug for a name: lower-case letters and digits with single hyphens; accents are dropped. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 70)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'workflow' : slug;
}

/** Throws `workflow_invalid`, `workflow_too_new`. */
function checked(json: unknown): WorkflowDocument {
  const document = readWorkflow(json);
  validateWorkflow(document);
  return document;
}

function newWorkflow(document: WorkflowDocument, slug: string, flags: { builtIn?: boolean; hidden?: boolean }) {
  return {
    slug,
    name: document.name,
    description: document.description ?? null,
    builtIn: flags.builtIn ?? false,
    hidden: flags.hidden ?? false,
    document,
  };
}

async function freeSlug(store: WorkflowStorePort, wanted: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    // Digits alone would be taken for an id, and at /workflows/runs are the runs.
    const base = /^(\d+|runs)$/.test(wanted) ? `workflow-${wanted}` : wanted;
    const slug = n === 1 ? base : `${base.slice(0, 70)}-${n}`;
    if ((await store.find({ slug, hidden: false })) === null) return slug;
  }
}

function sameDocument(a: WorkflowDocument, b: WorkflowDocument): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
