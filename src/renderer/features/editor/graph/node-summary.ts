import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import { bindingOf, type ParamField, paramFields } from '../../../components/form/param-schema.ts';

/** What a card says beside its name: the first param or two that are set, with units; empty while all is as it comes. */
export function nodeSummary(node: WorkflowNode, type: NodeTypeInfo | undefined, number: (n: number) => string): string {
  if (type === undefined) return '';
  const said = paramFields(type).flatMap((field) => {
    const value = node.params[field.name];
    return value === undefined ? [] : [spoken(field, value, number)];
  });
  return said
    .filter((text) => text !== '')
    .slice(0, 2)
    .join(' · ');
}

function spoken(field: ParamField, value: unknown, number: (n: number) => string): string {
  if (bindingOf(value) !== null) return `${field.title} ←`;
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
