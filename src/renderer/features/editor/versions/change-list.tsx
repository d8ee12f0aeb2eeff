import { IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import { type ParamField, paramFields } from '../../../components/form/param-schema.ts';
import { NodeIcon } from '../../../components/node-icon.tsx';
import { optionName } from '../../../words/option-name.ts';
import { type UsedWords, useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import type { Comparison, FieldChange, NodeChange } from '../graph/compare-versions.ts';

const MARKS = { added: IconPlus, removed: IconMinus, changed: IconPencil };

/** What differs, in sentences: node by node, setting by setting. */
export function ChangeList({ comparison }: { comparison: Comparison }) {
  const { t } = useWords();
  const { workflow, nodes } = comparison;
  if (workflow.length === 0 && nodes.length === 0) return <p className="dim">{t('editor.noDifference')}</p>;
  return (
    <ul className="change-list">
      {workflow.length > 0 && (
        <li>
          <p className="strong">{t('editor.workflow')}</p>
          <Fields fields={workflow} />
        </li>
      )}
      {nodes.map((change) => (
        <OneNode key={`${change.kind} ${change.id}`} change={change} />
      ))}
    </ul>
  );
}

function OneNode({ change }: { change: NodeChange }) {
  const { t } = useWords();
  const { editor } = useScene();
  const type = editor.types.get(change.node.type);
  const Mark = MARKS[change.kind];
  const isHere = editor.document.nodes.some((node) => node.id === change.id);
  const name = (
    <>
      <Mark size={13} stroke={1.8} aria-hidden="true" />
      <NodeIcon name={type?.icon} size={14} />
      <span className="strong ellipsis">{change.node.label ?? type?.label ?? change.node.type}</span>
      <span className="dim">{t(`editor.changes.${change.kind}`)}</span>
    </>
  );
  return (
    <li>
      {isHere ? (
        <button type="button" onClick={() => editor.select([change.id])}>
          {name}
        </button>
      ) : (
        <p>{name}</p>
      )}
      <Fields fields={change.fields} type={type} />
    </li>
  );
}

function Fields({ fields, type }: { fields: FieldChange[]; type?: NodeTypeInfo | undefined }) {
  const words = useWords();
  const { t } = words;
  if (fields.length === 0) return null;
  const params = new Map(type === undefined ? [] : paramFields(type).map((param) => [param.name, param]));
  return (
    <dl>
      {fields.map(({ field, before, after }) => {
        const [record = '', name = ''] = field.split('.');
        const label =
          record === 'params'
            ? (params.get(name)?.title ?? name)
            : record === 'inputs'
              ? `→ ${type?.inputs[name]?.label ?? name}`
              : t(`editor.fields.${record as 'when'}`);
        const param = record === 'params' ? params.get(name) : undefined;
        return (
          <div key={field}>
            <dt className="dim">{label}</dt>
            <dd className="count">
              <del className="dim">{spoken(before, param, words)}</del> {spoken(after, param, words)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A value as a person reads it: choices by their names, numbers with their unit. */
function spoken(value: unknown, param: ParamField | undefined, { t, number, language }: UsedWords): string {
  switch (typeof value) {
    case 'undefined':
      return t('editor.unset');
    case 'boolean':
      return t(value ? 'editor.on' : 'editor.off');
    case 'string':
      return param?.options.includes(value) ? optionName(language, param.key, value) : value;
    case 'number':
      if (param?.options.includes(value)) return optionName(language, param.key, value);
      return param?.unit === undefined ? number(value) : `${number(value)} ${param.unit}`;
    default:
      return JSON.stringify(value);
  }
}
