import type { ItemDetailResource, RunResource } from '../../contract/api.ts';
import type { NodeTypeInfo } from '../../contract/node-type.ts';
import type { WorkflowSummary, WorkflowVersion } from '../../contract/workflow.ts';
import { serverWordsIn } from '../words/from-server.ts';
import { LANGUAGES, type Language, spokenLanguage } from '../words/i18n.ts';
import type { StoredWorkflow } from './stored-workflow.ts';

/** Answers as a screen reads them, for `select`. The functions of a language are always the same, so that nothing is read twice. */
function readingIn(language: Language) {
  const words = serverWordsIn(language);
  return {
    nodes: (types: NodeTypeInfo[]) => types.map(words.nodeType),
    workflows: (workflows: WorkflowSummary[]) => workflows.map((workflow) => words.workflow(workflow)),
    workflow: (workflow: StoredWorkflow) => words.workflow(workflow),
    version: (version: WorkflowVersion) => words.version(version),
    item: (answer: { run: RunResource; item: ItemDetailResource }) => ({ ...answer, item: words.item(answer.item) }),
  };
}

const READINGS = new Map((Object.keys(LANGUAGES) as Language[]).map((language) => [language, readingIn(language)]));

/** How answers are read in the language of the window now. */
export function reading(): ReturnType<typeof readingIn> {
  return READINGS.get(spokenLanguage())!;
}
