import amazonMain from '../../resources/workflows/amazon-main.json' with { type: 'json' };
import archive from '../../resources/workflows/archive.json' with { type: 'json' };
import cutout from '../../resources/workflows/cutout.json' with { type: 'json' };
import ebay from '../../resources/workflows/ebay.json' with { type: 'json' };
import email from '../../resources/workflows/email.json' with { type: 'json' };
import googleShopping from '../../resources/workflows/google-shopping.json' with { type: 'json' };
import instagram from '../../resources/workflows/instagram.json' with { type: 'json' };
import multi from '../../resources/workflows/multi.json' with { type: 'json' };
import print from '../../resources/workflows/print.json' with { type: 'json' };
import printGlossy from '../../resources/workflows/print-glossy.json' with { type: 'json' };
import printMatte from '../../resources/workflows/print-matte.json' with { type: 'json' };
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
  return [
    web,
    print,
    printMatte,
    printGlossy,
    proof,
    email,
    multi,
    archive,
    cutout,
    instagram,
    shopify,
    amazonMain,
    ebay,
    googleShopping,
  ].map(readWorkflow);
}
