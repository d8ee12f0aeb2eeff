import { IconAlertTriangle, IconCheck, IconLoader, IconMinus } from '@tabler/icons-react';
import type { ItemStatus } from '../../contract/run.ts';

/** A status as a shape with a colour; nothing for what waits. `label`: its name, given because there are hundreds of marks at once. */
export function StatusMark({ status, label }: { status: ItemStatus; label: string }) {
  const icon = { size: 13, stroke: 1.8, role: 'img', 'aria-label': label };
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
