import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import { TOKENS } from './template-tokens.ts';

/** Text with placeholders; the menu puts one in where the caret is. */
export function TemplateField(props: {
  title: string;
  description?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Called when emptied, instead of `onChange('')`. */
  onClear?: (() => void) | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { value } = props;
  const change = (text: string) =>
    text === '' && props.onClear !== undefined ? props.onClear() : props.onChange(text);
  const insert = (token: string) => {
    const start = input.current?.selectionStart ?? value.length;
    const end = input.current?.selectionEnd ?? start;
    props.onChange(value.slice(0, start) + token + value.slice(end));
  };
  return (
    <FieldFrame id={id} title={props.title} description={props.description} error={props.error}>
      <TextInput
        ref={input}
        id={id}
        style={{ flex: 1, minWidth: 0 }}
        value={value}
        title={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('form.tokens')}>
            <ActionIcon variant="default" aria-label={`${props.title}: ${t('form.tokens')}`}>
              <IconBraces size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {TOKENS.map((token) => (
            <Menu.Item key={token} onClick={() => insert(token)}>
              <span className="mono">{token}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </FieldFrame>
  );
}
