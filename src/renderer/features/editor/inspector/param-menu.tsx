import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconDotsVertical, IconLink, IconLinkOff, IconPinned } from '@tabler/icons-react';
import { memo } from 'react';
import type { Binding, Transform, WorkflowNode } from '../../../../contract/workflow.ts';
import { bindingOf, type ParamField } from '../../../components/form/param-schema.ts';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { bindableResults } from '../graph/bindable-results.ts';
import { patchNode } from '../graph/edit-document.ts';

const ICON = { size: 14, stroke: 1.5 } as const;
/** As the contract lists them; only types of the contract may be used here. */
const TRANSFORMS: Transform[] = [
  'round',
  'floor',
  'ceil',
  'to_number',
  'to_string',
  'lowercase',
  'uppercase',
  'basename',
  'first',
  'last',
  'length',
];

/**
 * What can be done with a param beside setting it: take it from another node's result, put it on the start sheet. Kept as it is while a
 * slider beside it moves.
 */
export const ParamMenu = memo(function ParamMenu({ node, field }: { node: WorkflowNode; field: ParamField }) {
  const { t } = useWords();
  const { editor } = useScene();
  const { document, types } = editor;
  const bound = bindingOf(node.params[field.name]);
  const exposed = node.exposed?.includes(field.name) === true;
  const sources = bindableResults(document, types, node.id, field);
  const setParam = (value: unknown) =>
    editor.change((now) => {
      const { [field.name]: _, ...others } = node.params;
      return patchNode(now, node.id, { params: value === undefined ? others : { ...others, [field.name]: value } });
    });
  const toggleExposed = () => {
    const names = exposed ? node.exposed!.filter((name) => name !== field.name) : [...(node.exposed ?? []), field.name];
    editor.change((now) => patchNode(now, node.id, { exposed: names.length === 0 ? undefined : names } as object));
  };
  const transform = bound === null ? undefined : (node.params[field.name] as Binding).transform;
  const label = t('editor.paramMenu', { name: field.title });
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <ActionIcon
          className="param-menu"
          data-shown={exposed || bound !== null}
          size={20}
          aria-label={exposed ? `${label}, ${t('editor.exposed')}` : label}
          disabled={editor.readOnly}
        >
          {exposed ? <IconPinned {...ICON} color="var(--accent)" /> : <IconDotsVertical {...ICON} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        <Menu.Item
          leftSection={<IconPinned {...ICON} />}
          rightSection={exposed ? <IconCheck {...ICON} /> : null}
          onClick={toggleExposed}
        >
          {t('editor.expose')}
        </Menu.Item>
        {bound !== null && (
          <>
            <Menu.Item leftSection={<IconLinkOff {...ICON} />} onClick={() => setParam(field.standard)}>
              {t('form.unbind')}
            </Menu.Item>
            <Menu.Label>{t('editor.transform')}</Menu.Label>
            {[undefined, ...TRANSFORMS].map((one) => (
              <Menu.Item
                key={one ?? 'none'}
                rightSection={one === transform ? <IconCheck {...ICON} /> : null}
                onClick={() => setParam(one === undefined ? { $ref: bound } : { $ref: bound, transform: one })}
              >
                {t(`editor.transforms.${one ?? 'none'}`)}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Label>{t('editor.bind')}</Menu.Label>
        {sources.length === 0 && <Menu.Item disabled>{t('editor.nothingToBind')}</Menu.Item>}
        {sources.map((source) => (
          <Menu.Item
            key={source.ref}
            leftSection={<IconLink {...ICON} />}
            rightSection={source.ref === bound ? <IconCheck {...ICON} /> : null}
            title={source.description}
            onClick={() => setParam({ $ref: source.ref })}
          >
            {source.name} <span className="dim">{source.field}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});
