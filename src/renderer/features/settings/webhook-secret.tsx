import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useWords } from '../../words/use-words.ts';
import { CopyText } from './copy-button.tsx';
import { Row } from './setting-row.tsx';

/** The secret that receivers of webhooks check signatures with: hidden until asked for. */
export function WebhookSecret() {
  const { t } = useWords();
  const client = useQueryClient();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const secret = useQuery({ queryKey: ['webhook-secret'], queryFn: () => api.webhookSecret(), enabled: shown });
  const renew = useMutation({
    mutationFn: () => api.renewWebhookSecret(),
    onSuccess: (now) => {
      client.setQueryData(['webhook-secret'], now);
      setShown(true);
      setAsking(false);
    },
  });
  return (
    <>
      <h3 className="settings-heading">{t('settings.webhooks')}</h3>
      <Row
        label={t('settings.webhookSecret')}
        hint={t('settings.webhookHint')}
        below={shown && secret.data !== undefined && <code className="settings-code">{secret.data.secret}</code>}
      >
        {shown && secret.data !== undefined ? (
          <CopyText text={secret.data.secret} />
        ) : (
          <Button onClick={() => setShown(true)}>{t('settings.webhookShow')}</Button>
        )}
        <Button onClick={() => setAsking(true)}>{t('settings.webhookRenew')}</Button>
      </Row>
      {asking && (
        <ConfirmDialog
          title={t('settings.webhookRenewTitle')}
          confirm={t('settings.webhookRenewConfirm')}
          busy={renew.isPending}
          error={renew.error}
          onConfirm={() => renew.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t('settings.webhookRenewWhat')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
