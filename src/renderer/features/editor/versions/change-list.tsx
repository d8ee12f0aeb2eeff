import { IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { NodeIcon } from '../../../components/node-icon.tsx';
import { useWords } from '../../../words/use-words.ts';
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
      <Fields fields={change.fields} properties={type?.params['properties'] as Properties} />
    </li>
  );
}

type Properties = Record<string, { title?: string; unit?: string }> | undefined;

function Fields({ fields, properties }: { fields: FieldChange[]; properties?: Properties }) {
  const { t } = useWords();
  if (fields.length === 0) return null;
  const said = (value: unknown) =>
    value === undefined ? t('editor.unset') : typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <dl>
      {fields.map(({ field, before, after }) => {
        const [record = '', name = ''] = field.split('.');
        const label =
          record === 'params'
            ? (properties?.[name]?.title ?? name)
            : record === 'inputs'
              ? `→ ${name}`
              : t(`editor.fields.${record as 'when'}`);
        return (
          <div key={field}>
            <dt className="dim">{label}</dt>
            <dd className="count">
              <del className="dim">{said(before)}</del> {said(after)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
