import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconColumns2,
  IconContrast2,
  IconPhoto,
  IconSquareHalf,
  IconSunHigh,
  IconTransitionRight,
} from '@tabler/icons-react';
import { Keys } from '../../../components/keys.tsx';
import { useWords } from '../../../words/use-words.ts';
import { BACKGROUNDS, look, MODES, type Mode, useLooking } from './view-state.ts';
import { type Size, scaleOf, type View } from './zoom.ts';

const ICON = { size: 16, stroke: 1.5 } as const;
const MODE_ICONS: Record<Mode, typeof IconPhoto> = {
  slider: IconSquareHalf,
  sideBySide: IconColumns2,
  flicker: IconTransitionRight,
  single: IconPhoto,
};

/** Zoom, way of comparing, background and clipping. */
export function ViewerToolbar(props: { view: View; onView: (view: View) => void; area: Size; picture: Size }) {
  const { t, percent } = useWords();
  const looking = useLooking();
  const { view, onView } = props;
  const density = window.devicePixelRatio;
  const zoom = scaleOf(view, props.area, props.picture, density) * density;
  const steps: { zoom: View['zoom']; label: string; keys: string }[] = [
    { zoom: 'fit', label: t('item.fit'), keys: 'F' },
    { zoom: 1, label: percent(1), keys: '1' },
    { zoom: 2, label: percent(2), keys: '2' },
  ];
  return (
    <>
      <span className="viewer-zoom count dim" aria-hidden="true">
        {percent(Math.round(zoom * 100) / 100)}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame and legend */}
      <div className="toggle-group" role="group" aria-label={t('item.zoom')}>
        {steps.map((step) => (
          <button
            key={step.label}
            type="button"
            aria-pressed={view.zoom === step.zoom}
            aria-keyshortcuts={step.keys}
            title={`${step.label} (${step.keys})`}
            onClick={() => onView({ ...view, zoom: step.zoom })}
          >
            {step.label}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className="toggle-group viewer-modes" role="group" aria-label={t('item.mode')}>
        {MODES.map((mode) => {
          const Icon = MODE_ICONS[mode];
          const label = t(`item.modes.${mode}`);
          return (
            <button
              key={mode}
              type="button"
              aria-pressed={looking.mode === mode}
              aria-label={label}
              title={`${label} (C)`}
              onClick={() => look({ mode })}
            >
              <Icon {...ICON} aria-hidden="true" />
              <span className="viewer-mode-label">{label}</span>
            </button>
          );
        })}
      </div>
      <Tooltip label={t('item.clipping')}>
        <ActionIcon
          aria-label={t('item.clipping')}
          aria-pressed={looking.clipping}
          aria-keyshortcuts="J"
          onClick={() => look({ clipping: !looking.clipping })}
        >
          <IconSunHigh {...ICON} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('item.background')} aria-keyshortcuts="B">
            <IconContrast2 {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {t('item.background')} <Keys keys="b" />
          </Menu.Label>
          {BACKGROUNDS.map((background) => (
            <Menu.Item
              key={background}
              leftSection={<span className="viewer-swatch" data-background={background} />}
              aria-current={looking.background === background}
              onClick={() => look({ background })}
            >
              {t(`item.backgrounds.${background}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
