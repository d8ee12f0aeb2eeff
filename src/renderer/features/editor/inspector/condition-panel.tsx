import { ActionIcon, Menu, Textarea, Tooltip } from '@mantine/core';
import { IconBraces, IconFilter } from '@tabler/icons-react';
import { useRef } from 'react';
import type { FieldIssue } from '../../../../contract/errors.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { patchNode } from '../graph/edit-document.ts';
import { upstreamOf } from '../graph/ports.ts';
import { sentenceOf } from '../use-problems.ts';

/** Facts of the photo that conditions may ask for; docs/workflows.md lists them all. */
const FACTS = ['input.width', 'input.height', 'input.format', 'input.hasAlpha', 'exif.model', 'exif.iso'];

/** When the node is done at all: a condition in words of the photo and of other nodes' results. */
export function ConditionPanel({ node, issues }: { node: WorkflowNode; issues: FieldIssue[] }) {
  const { t } = useWords();
  const { editor } = useScene();
  const { document, types } = editor;
  const field = useRef<HTMLTextAreaElement>(null);
  if (types.get(node.type)?.category === 'input') return null;
  const set = (when: string) =>
    editor.change(
      (now) => patchNode(now, node.id, { when: when.trim() === '' ? undefined : when } as object),
      `when ${node.id}`,
    );
  const insert = (text: string) => {
    const at = field.current?.selectionStart ?? (node.when ?? '').length;
    const before = (node.when ?? '').slice(0, at);
    set(`${before}${before === '' || before.endsWith(' ') ? '' : ' '}${text}${(node.when ?? '').slice(at)}`);
    field.current?.focus();
  };
  const results = document.nodes
    .filter((other) => other.id !== node.id && !upstreamOf(document, types, other.id).has(node.id))
    .flatMap((other) =>
      Object.keys(types.get(other.type)?.results ?? {}).map((name) => `nodes["${other.id}"].${name}`),
    );
  const issue = issues.find(({ path }) => path === `nodes.${node.id}.when`);
  return (
    <Panel
      title={t('editor.when')}
      icon={<IconFilter size={14} stroke={1.5} aria-hidden="true" />}
      aside={
        <Menu position="bottom-end" keepMounted={false}>
          <Menu.Target>
            <Tooltip label={t('editor.insertFact')}>
              <ActionIcon size={20} aria-label={t('editor.insertFact')}>
                <IconBraces size={14} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
            <Menu.Label>{t('editor.ofThePhoto')}</Menu.Label>
            {FACTS.map((fact) => (
              <Menu.Item key={fact} onClick={() => insert(fact)}>
                <code>{fact}</code>
              </Menu.Item>
            ))}
            {results.length > 0 && <Menu.Label>{t('editor.ofNodes')}</Menu.Label>}
            {results.map((fact) => (
              <Menu.Item key={fact} onClick={() => insert(fact)}>
                <code>{fact}</code>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Textarea
        ref={field}
        aria-label={t('editor.when')}
        placeholder={t('editor.always')}
        value={node.when ?? ''}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        spellCheck={false}
        error={issue === undefined ? undefined : sentenceOf(issue, node.id)}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 11.5 } }}
        onChange={(event) => set(event.currentTarget.value)}
      />
      {issue === undefined && <p className="dim caption node-hint">{t('editor.whenExample')}</p>}
    </Panel>
  );
}
