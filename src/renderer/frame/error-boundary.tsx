import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { useWords } from '../words/use-words.ts';

/** Keeps a mistake in one screen from taking the window along. Another `key` gives the screen a new try. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Crashed error={this.state.error} />;
  }
}

function Crashed({ error }: { error: Error }) {
  const { t } = useWords();
  return (
    <EmptyState
      title={t('frame.crashed')}
      actions={
        <Button variant="filled" onClick={() => window.location.reload()}>
          {t('frame.reload')}
        </Button>
      }
    >
      {t('frame.crashedMore')} <span className="caption">{error.message}</span>
    </EmptyState>
  );
}
