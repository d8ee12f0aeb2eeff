import { IconAlertTriangle, IconCheck, IconLoader, IconMinus } from '@tabler/icons-react';
import type { ItemStatus } from '../../contract/run.ts';

/** A status as a shape with a colour; nothing for what waits. */
export function StatusMark({ status }: { status: ItemStatus }) {
  const icon = { size: 13, stroke: 1.8 };
  switch (status) {
    case 'completed':
      return <IconCheck {...icon} color="var(--done)" aria-label="done" />;
    case 'failed':
      return <IconAlertTriangle {...icon} color="var(--failed-mark)" aria-label="failed" />;
    case 'running':
      return <IconLoader {...icon} color="var(--accent)" aria-label="running" />;
    case 'skipped':
    case 'cancelled':
      return <IconMinus {...icon} color="var(--dim)" aria-label={status} />;
    case 'pending':
      return null;
  }
}
