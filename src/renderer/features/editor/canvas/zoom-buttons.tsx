import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useReactFlow, useStore } from '@xyflow/react';
import { useShortcut } from '../../../shortcuts/commands.ts';
import { useWords } from '../../../words/use-words.ts';

/** Zoom and fit, at the lower left of the graph. */
export function ZoomButtons() {
  const { t, percent } = useWords();
  const flow = useReactFlow();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100) / 100);
  const fit = () => void flow.fitView({ padding: 0.12, maxZoom: 1 });
  useShortcut('f', t('editor.fit'), fit);
  useShortcut('+ =', t('editor.zoomIn'), () => void flow.zoomIn(), { keyOnly: true });
  useShortcut('-', t('editor.zoomOut'), () => void flow.zoomOut(), { keyOnly: true });
  const buttons = [
    { label: t('editor.zoomOut'), icon: <IconMinus size={14} stroke={1.5} />, act: () => void flow.zoomOut() },
    { label: t('editor.zoomIn'), icon: <IconPlus size={14} stroke={1.5} />, act: () => void flow.zoomIn() },
    { label: t('editor.fit'), icon: <IconFocusCentered size={14} stroke={1.5} />, act: fit },
  ];
  return (
    <div className="zoom-buttons">
      {buttons.map(({ label, icon, act }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon size={22} aria-label={label} onClick={act}>
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
      <span className="count dim">{percent(zoom)}</span>
    </div>
  );
}
