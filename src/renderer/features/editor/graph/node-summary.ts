import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import { bindingOf, type ParamField, paramFields } from '../../../components/form/param-schema.ts';
import { optionName } from '../../../words/option-name.ts';
import type { UsedWords } from '../../../words/use-words.ts';

/** What a card says beside its name: the first param or two that are set, with units; empty while all is as it comes. */
export function nodeSummary(
  node: WorkflowNode,
  type: NodeTypeInfo | undefined,
  words: Pick<UsedWords, 'number' | 'language'>,
): string {
  if (type === undefined) return '';
  const said = paramFields(type).flatMap((field) => {
    const value = node.params[field.name];
    return value === undefined ? [] : [spoken(field, value, words)];
  });
  return said
    .filter((text) => text !== '')
    .slice(0, 2)
    .join(' · ');
}

function spoken(
  field: ParamField,
  value: unknown,
  { number, language }: Pick<UsedWords, 'number' | 'language'>,
): string {
  if (bindingOf(value) !== null) return `${field.title} ←`;
  if ((typeof value === 'string' || typeof value === 'number') && isChoice(field, value))
    return optionName(language, field.key, value);
  switch (typeof value) {
    case 'number': {
      const signed = field.sliderMin < 0 && value > 0 ? `+${number(value)}` : number(value);
      return field.unit === undefined || field.unit === '%' || field.unit === '°'
        ? `${signed}${field.unit === undefined ? '' : field.unit === '%' ? ' %' : '°'}`
        : `${signed} ${field.unit}`;
    }
    case 'string':
      return value.length > 24 ? `${value.slice(0, 22)}…` : value;
    case 'boolean':
      return value ? field.title : '';
    default:
      return '';
  }
}

function isChoice(field: ParamField, value: string | number): boolean {
  return [...(field.options ?? []), ...(field.suggestions ?? [])].includes(value);
}
