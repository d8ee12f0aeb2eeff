import { IconAlertTriangle, IconCheck, IconLoader, IconMinus } from '@tabler/icons-react';
import type { ItemStatus } from '../../contract/run.ts';
import { useWords } from '../words/use-words.ts';

/** A status as a shape with a colour; nothing for what waits. */
export function StatusMark({ status }: { status: ItemStatus }) {
  const { t } = useWords();
  const icon = { size: 13, stroke: 1.8, role: 'img', 'aria-label': t(`common.status.${status}`) };
  switch (status) {
    case 'completed':
      return <IconCheck {...icon} color="var(--done)" />;
    case 'failed':
      return <IconAlertTriangle {...icon} color="var(--failed-mark)" />;
    case 'running':
      return <IconLoader {...icon} color="var(--accent)" />;
    case 'skipped':
    case 'cancelled':
      return <IconMinus {...icon} color="var(--dim)" />;
    case 'pending':
      return null;
  }
}
