import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconLinkOff, IconPlus } from '@tabler/icons-react';
import { Fragment, type ReactNode, useMemo } from 'react';
import type { FieldIssue } from '../../../contract/errors.ts';
import type { NodeTypeInfo } from '../../../contract/node-type.ts';
import { useWords } from '../../words/use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import { ParamInput } from './param-input.tsx';
import { bindingOf, type ParamField, paramFields } from './param-schema.ts';
import { WayField } from './way-field.tsx';
import { takeWay, type Ways, waysOf, wayTaken } from './ways.ts';
import './form.css';

export type Params = Record<string, unknown>;

/**
 * The form of a node's params, drawn from its schema. Params without a default are shown once they are set; the others wait in
 * a menu. What can be said in several ways has a select for the way, and the params of that way alone. `value` holds only what is set; `onChange` gets all of it anew.
 */
export function ParamForm(props: {
  node: Pick<NodeTypeInfo, 'params'> & { type?: string };
  value: Params;
  onChange: (value: Params) => void;
  /** The last of a series of changes, for undo steps. */
  onCommit?: (value: Params) => void;
  /** Only these, in this order; all without it. */
  only?: string[];
  /** Wrong fields; `path` ends with the param's name. */
  issues?: FieldIssue[];
  /** Drawn at the end of each field. */
  aside?: (field: ParamField) => ReactNode;
}) {
  const { t } = useWords();
  const { value, only } = props;
  const all = useMemo(() => paramFields(props.node), [props.node]);
  const fields = only === undefined ? all : only.flatMap((name) => all.find((field) => field.name === name) ?? []);
  const alternatives = useMemo(() => (only === undefined ? waysOf(props.node) : []), [props.node, only]);
  const inWay = (field: ParamField) => alternatives.find((ways) => ways.some((way) => way.includes(field.name)));
  const isShown = (field: ParamField): boolean => {
    const ways = inWay(field);
    if (ways !== undefined) return wayTaken(ways, value)?.includes(field.name) === true;
    return only !== undefined || !field.optional || value[field.name] !== undefined;
  };
  const shown = fields.filter(isShown);
  const waiting = fields.filter((field) => !shown.includes(field) && inWay(field) === undefined);
  const set = (name: string, next: unknown): Params => {
    const params = { ...value };
    if (next === undefined) delete params[name];
    else params[name] = next;
    return params;
  };
  const change = (name: string, next: unknown, last: boolean) => {
    const params = set(name, next);
    props.onChange(params);
    if (last) props.onCommit?.(params);
  };
  const take = (ways: Ways, way: string[]) => {
    const params = takeWay(ways, way, value, (name) => firstOfWay(fields.find((field) => field.name === name)));
    props.onChange(params);
    props.onCommit?.(params);
  };
  if (fields.length === 0) return <p className="dim">{t('form.noSettings')}</p>;
  return (
    <div className="param-form">
      {alternatives.map((ways) => (
        <WayField
          key={ways.flat().join()}
          ways={ways}
          taken={wayTaken(ways, value)}
          fields={fields}
          onTake={(way) => take(ways, way)}
        />
      ))}
      {shown.map((field, index) => (
        <Fragment key={field.name}>
          {field.group !== undefined && field.group !== shown[index - 1]?.group && (
            <h3 className="field-group">{field.group}</h3>
          )}
          <WithAside aside={props.aside?.(field)}>
            <OneField
              field={field}
              value={value[field.name]}
              error={props.issues?.find((issue) => issue.path.split('.').includes(field.name))?.message}
              onChange={(next, last) => change(field.name, next, last)}
            />
          </WithAside>
        </Fragment>
      ))}
      {waiting.length > 0 && (
        <div className="optional-params">
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className="quiet-button">
                <IconPlus size={13} stroke={1.5} /> {t('form.optional')}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {waiting.map((field) => (
                <Menu.Item key={field.name} onClick={() => change(field.name, firstValue(field), true)}>
                  {field.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </div>
  );
}

function WithAside({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  if (aside === undefined) return children;
  return (
    <div className="field-with-aside">
      {children}
      {aside}
    </div>
  );
}

/** What a param starts from when its way is taken: something that holds, so that the picture changes and not the error list. */
function firstOfWay(field: ParamField | undefined): unknown {
  if (field === undefined) return undefined;
  if (field.unit === '%') return 50;
  if (field.unit === 'MP') return 12;
  if (field.kind === 'text' && field.orNumber) return 50;
  if (field.kind === 'suggest') return field.suggestions[0] ?? '';
  if (field.kind === 'template') return '© {name}';
  return firstValue(field);
}

/** What a param starts from when it is added. */
function firstValue(field: ParamField): unknown {
  switch (field.kind) {
    case 'slider':
      return Math.max(field.sliderMin, Math.min(field.sliderMax, 0));
    case 'number':
      return Math.max(field.min ?? 0, field.unit === 'px' ? 2048 : 1);
    case 'select':
    case 'anchor':
      return field.options[0];
    case 'switch':
      return true;
    case 'color':
      return '#ffffff';
    case 'curve':
      return [
        [0, 0],
        [255, 255],
      ];
    default:
      return '';
  }
}

function OneField(props: {
  field: ParamField;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown, last: boolean) => void;
}) {
  const { t } = useWords();
  const { field, value } = props;
  const source = bindingOf(value);
  if (source === null) return <ParamInput {...props} />;
  return (
    <FieldFrame id={field.name} title={field.title} description={field.description} error={props.error}>
      <span className="binding">
        <span className="ellipsis" title={source}>
          {t('form.bound', { source })}
        </span>
        <Tooltip label={t('form.unbind')}>
          <ActionIcon size={20} aria-label={t('form.unbind')} onClick={() => props.onChange(field.standard, true)}>
            <IconLinkOff size={14} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </span>
    </FieldFrame>
  );
}
