import { Screen } from '../../frame/screen.tsx';
import { to } from '../../router.ts';

export function WorkflowScreen({ workflowId }: { workflowId: string }) {
  return (
    <Screen title={workflowId} back={to.workflows}>
      {null}
    </Screen>
  );
}
