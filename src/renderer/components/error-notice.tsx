import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ConnectionLostError, ProblemError } from '../../client/problem.ts';
import { useWords } from '../words/use-words.ts';

/** What went wrong as a sentence, each wrong field below it, and a way to try again. Draws nothing without an error. */
export function ErrorNotice({ error, onRetry }: { error: Error | null | undefined; onRetry?: () => void }) {
  const { t, said, errorTitle } = useWords();
  if (error === null || error === undefined) return null;
  const title = error instanceof ProblemError ? errorTitle(error.problem.code, error.message) : null;
  // A single wrong field is what the sentence says already.
  const issues =
    error instanceof ProblemError
      ? (error.problem.errors ?? []).filter((issue) => issue.message !== error.message)
      : [];
  return (
    <div className="error-notice" role="alert">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <div>
        {title !== null && <p className="strong">{title}</p>}
        <p>
          {error instanceof ConnectionLostError
            ? `${t('common.connectionLost')}. ${t('common.connectionLostMore')}`
            : said(error.message)}
        </p>
        {issues.length > 0 && (
          <ul>
            {issues.map((issue) => (
              <li key={`${issue.path} ${issue.code}`} className="dim">
                {said(issue.message)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('common.tryAgain')}</Button>}
    </div>
  );
}
