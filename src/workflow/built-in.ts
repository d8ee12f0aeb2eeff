import amazonMain from '../../resources/workflows/amazon-main.json' with { type: 'json' };
import archive from '../../resources/workflows/archive.json' with { type: 'json' };
import instagram from '../../resources/workflows/instagram.json' with { type: 'json' };
import multi from '../../resources/workflows/multi.json' with { type: 'json' };
import print from '../../resources/workflows/print.json' with { type: 'json' };
import proof from '../../resources/workflows/proof.json' with { type: 'json' };
import shopify from '../../resources/workflows/shopify.json' with { type: 'json' };
import web from '../../resources/workflows/web.json' with { type: 'json' };
import type { WorkflowDocument } from '../contract/workflow.ts';
import { readWorkflow } from './graph/read.ts';

/**
 * The workflows that come with Safelight, in the order in which people are offered them. They are part of the program (the
 * bundler puts the JSON in), so reading them needs no file.
 */
export function builtInWorkflows(): WorkflowDocument[] {
  return [web, print, proof, multi, archive, instagram, shopify, amazonMain].map(readWorkflow);
}
