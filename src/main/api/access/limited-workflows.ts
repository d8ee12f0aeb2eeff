import type { WorkflowService } from '../../engine/workflow-service.ts';
import type { Caller } from './caller.ts';
import { checkFiles } from './check-document.ts';
import { deniedWorkflow } from './visibility.ts';

/** The workflows that the current caller meets. Whether it may change any is the routes' need `workflow:write`. */
export function limitedWorkflows(workflows: WorkflowService, caller: () => Caller): WorkflowService {
  function check(slug: string): void {
    const who = caller();
    if (who.onlyWorkflows !== null && !who.onlyWorkflows.includes(slug)) throw deniedWorkflow(who, slug);
  }
  return {
    ...workflows,
    async list() {
      const all = await workflows.list();
      const { onlyWorkflows } = caller();
      return onlyWorkflows === null ? all : all.filter(({ slug }) => onlyWorkflows.includes(slug));
    },
    async get(ref) {
      const workflow = await workflows.get(ref);
      check(workflow.slug);
      return workflow;
    },
    async versions(ref) {
      if (caller().onlyWorkflows !== null) check((await workflows.get(ref)).slug);
      return await workflows.versions(ref);
    },
    async create(document) {
      await checkFiles(document, caller());
      return await workflows.create(document);
    },
    async update(ref, document) {
      await checkFiles(document, caller());
      return await workflows.update(ref, document);
    },
    async adopt(document) {
      await checkFiles(document, caller());
      return await workflows.adopt(document);
    },
  };
}
