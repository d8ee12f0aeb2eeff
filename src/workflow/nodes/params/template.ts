import { z } from 'zod';
import { SafelightError } from '../../../contract/errors.ts';
import { parseTemplate } from '../../template.ts';

/** Text with `{tokens}`, at most `longest` characters; wrong tokens are told when the workflow is checked, not item by item. */
export function template(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .superRefine((text, context) => {
      try {
        parseTemplate(text);
      } catch (thrown) {
        if (!(thrown instanceof SafelightError)) throw thrown;
        context.addIssue({ code: 'custom', message: thrown.message });
      }
    });
}
