import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Keys } from '../../components/keys.tsx';
import { go, to } from '../../router.ts';
import { keep, kept } from '../../theme/appearance.ts';
import { useWords } from '../../words/use-words.ts';
import { exampleSources } from './example-sources.ts';
import { NoSources } from './no-sources.tsx';
import { Sources } from './sources.tsx';
import { type RunBody, type StartChoices, startBody } from './start-body.ts';
import { StartOutput } from './start-output.tsx';
import { StartPlan } from './start-plan.tsx';
import { StartPreviews } from './start-previews.tsx';
import { closeStart, type StartRequest, useStart } from './start-state.ts';
import { UploadProgress } from './upload-progress.tsx';
import { useStartPlan } from './use-start-plan.ts';
import { useUploads } from './use-uploads.ts';
import { WorkflowChoice } from './workflow-choice.tsx';
import './start.css';

/** Mounted once beside the screens; shows the sheet while there is something to start. */
export function StartSheet() {
  const request = useStart();
  const { t } = useWords();
  if (request === null) return null;
  return (
    <Modal.Root opened onClose={closeStart} size="min(1240px, calc(100vw - 48px))" centered>
      <Modal.Overlay backgroundOpacity={0.6} color="#000" />
      <Modal.Content aria-label={t('start.title')}>
        <Sheet key={request.id} request={request} />
      </Modal.Content>
    </Modal.Root>
  );
}

function firstChoices(request: StartRequest): StartChoices {
  return {
    params: {},
    folder: request.folder ?? kept('folder') ?? '',
    name: '',
    collision: 'suffix',
    zip: false,
    recursive: true,
  };
}

function Sheet({ request }: { request: StartRequest }) {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const workflows = useQuery(queries.workflows());
  const [chosen, setChosen] = useState(request.workflow ?? kept('workflow') ?? 'web');
  const known = workflows.data?.find((one) => one.slug === chosen || String(one.id) === chosen) ?? workflows.data?.[0];
  const slug = known?.slug ?? chosen;
  const workflow = useQuery({ ...queries.workflow(slug), enabled: known !== undefined });
  const [choices, setChoices] = useState<StartChoices>(() => firstChoices(request));
  const change = (some: Partial<StartChoices>) => setChoices((now) => ({ ...now, ...some }));
  const uploads = useUploads(request.files);
  const document = workflow.data?.document;
  const body =
    document === undefined || !uploads.done ? null : startBody(document, request.paths, uploads.uploaded, choices);
  const { plan, error, busy } = useStartPlan(slug, body);
  const start = useMutation({
    mutationFn: (given: RunBody) => api.createRun({ params: { id: slug }, body: given }),
    onSuccess: (run) => {
      if (choices.folder !== '') keep('folder', choices.folder);
      keep('workflow', slug);
      void client.invalidateQueries({ queryKey: ['runs'] });
      closeStart();
      go(to.batch(run.id));
    },
  });
  const hasSources = request.paths.length + request.files.length > 0;
  const ready = body !== null && error === null && plan?.pictures !== 0 && !start.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) start.mutate(body);
  };
  return (
    <form className="start" onSubmit={submit}>
      <div className="start-header">
        <Modal.Title>
          {plan === undefined ? t('start.title') : t('common.photos', { count: plan.pictures })}
        </Modal.Title>
        <Sources request={request} />
        <Modal.CloseButton aria-label={t('common.close')} />
      </div>
      <div className="start-columns">
        <section className="start-workflows" aria-label={t('start.workflow')}>
          <WorkflowChoice
            chosen={slug}
            document={document}
            params={choices.params}
            onChoose={(next) => {
              setChosen(next);
              change({ params: {} });
            }}
            onParams={(params) => change({ params })}
          />
        </section>
        <section className="start-middle" aria-label={t('start.preview')}>
          {hasSources ? (
            <StartPreviews
              sources={exampleSources(uploads.uploaded, request.paths, plan)}
              slug={slug}
              document={document}
              params={choices.params}
            />
          ) : (
            <NoSources />
          )}
        </section>
        <section className="start-right" aria-label={t('start.happens')}>
          {!uploads.done && <UploadProgress uploads={uploads} />}
          <StartPlan
            plan={plan}
            busy={busy}
            leftOut={request.leftOut}
            notUploaded={uploads.failed}
            collision={choices.collision}
            hasSources={hasSources}
          />
          <ErrorNotice error={error ?? workflow.error ?? start.error} />
          <StartOutput choices={choices} onChange={change} plan={plan} />
        </section>
      </div>
      <div className="start-footer">
        <span className="done-text">{t('common.originalsStay')}</span>
        <Button onClick={closeStart} rightSection={<Keys keys="Escape" />}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          variant="filled"
          data-autofocus
          disabled={!ready}
          loading={start.isPending}
          rightSection={<Keys keys="Enter" />}
        >
          {plan === undefined ? t('start.start') : t('start.startPhotos', { count: plan.pictures })}
        </Button>
      </div>
    </form>
  );
}
