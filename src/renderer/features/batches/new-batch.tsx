import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { toRun } from '../../route.ts';

/** Starts a run over a folder, a photo or a zip given by path. */
export function NewBatch({ first }: { first: boolean }) {
  const workflows = useQuery({ queryKey: ['workflows'], queryFn: api.workflows });
  const [source, setSource] = useState('');
  const [folder, setFolder] = useState('');
  const [workflow, setWorkflow] = useState('web');
  const start = useMutation({
    mutationFn: (from: { source: string; folder: string }) =>
      api.start({ workflow, inputs: { imageInput: { paths: [from.source], recursive: true } }, folder: from.folder }),
    onSuccess: (run) => {
      window.location.hash = toRun(run.id);
    },
  });
  const samples = useMutation({
    mutationFn: api.samples,
    onSuccess: (made) => {
      setSource(made.folder);
      if (folder === '') setFolder(made.outputFolder);
    },
  });
  const chosen = workflows.data?.items.find((candidate) => candidate.slug === workflow);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ source: source.trim(), folder: folder.trim() });
  };
  return (
    <form className="new-batch" onSubmit={submit}>
      <h2 className="headline">{first ? 'Choose photos and what to do with them' : 'New batch'}</h2>
      {first && (
        <p className="dim">
          Give a folder, a zip or one photo. Safelight makes new files and never touches the originals.
        </p>
      )}
      <label>
        Photos
        <input
          className="field"
          value={source}
          onChange={(event) => setSource(event.target.value)}
          placeholder="/Users/you/Pictures/Shoot, a zip, or one photo"
          required
        />
      </label>
      <label>
        Workflow
        <select className="field" value={workflow} onChange={(event) => setWorkflow(event.target.value)}>
          {workflows.data?.items.map((one) => (
            <option key={one.slug} value={one.slug}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {chosen?.description !== null && chosen !== undefined && (
        <p className="dim" style={{ marginLeft: 98 }}>
          {chosen.description.split(/(?<=\.) /)[0]}
        </p>
      )}
      <label>
        Save to
        <input
          className="field"
          value={folder}
          onChange={(event) => setFolder(event.target.value)}
          placeholder="/Users/you/Pictures/Out"
          required
        />
      </label>
      {start.error !== null && <p className="notice">{start.error.message}</p>}
      {samples.error !== null && <p className="notice">{samples.error.message}</p>}
      <div className="actions">
        <button type="submit" className="button primary" disabled={start.isPending}>
          Start <kbd>↵</kbd>
        </button>
        <button type="button" className="button" onClick={() => samples.mutate()} disabled={samples.isPending}>
          {samples.isPending ? 'Painting sample photos…' : 'Try with sample photos'}
        </button>
      </div>
    </form>
  );
}
