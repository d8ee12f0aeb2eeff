import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../../api/client.ts';
import { native } from '../../../api/native.ts';
import { queries } from '../../../api/queries.ts';
import { upload } from '../../../api/upload.ts';
import { Picture } from '../../../components/picture.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { photoPart } from '../graph/part-for-preview.ts';
import { useSmallPicture } from './live-picture.ts';
import { addPhotos, choosePhoto, dropPhoto, fillPhotos, type Photo, photoKey, usePhotos } from './photos.ts';

/** Photos of so many of the last batches are offered while the list has room. */
const RUNS = 3;
const OF_EACH = 4;

/** The last ten photos; another one by dialog or, in a browser, by upload. */
export function PhotoPicker() {
  const { t } = useWords();
  const { last, chosen } = usePhotos();
  useRecentPhotos(last.length < 10);
  const choose = useChoosePhoto();
  return (
    <section className="photo-picker" aria-label={t('editor.previewOn')}>
      <h2 className="dim">
        <span>{t('editor.previewOn')}</span>
        <Tooltip label={t('editor.choosePhoto')}>
          <ActionIcon size={20} aria-label={t('editor.choosePhoto')} onClick={choose.open}>
            <IconPlus size={14} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </h2>
      {choose.input}
      <div role="radiogroup" aria-label={t('editor.photos')} className="photo-picker-list">
        {last.map((photo) => (
          <PhotoChoice
            key={photoKey(photo)}
            photo={photo}
            chosen={photo === chosen}
            onStep={(step) => {
              const next = last[last.indexOf(photo) + step];
              if (next !== undefined) choosePhoto(next);
            }}
          />
        ))}
      </div>
    </section>
  );
}

function PhotoChoice(props: { photo: Photo; chosen: boolean; onStep: (step: number) => void }) {
  const { t, said } = useWords();
  const { editor } = useScene();
  const { photo, chosen } = props;
  const picture = useSmallPicture(photoPart(editor.types), photo);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen && button.current?.parentElement?.parentElement?.contains(document.activeElement))
      button.current.focus();
  }, [chosen]);
  return (
    <span className="photo-choice">
      {/* biome-ignore lint/a11y/useSemanticElements: a radio button cannot hold a picture */}
      <button
        ref={button}
        type="button"
        role="radio"
        aria-checked={chosen}
        aria-label={photo.name}
        title={picture.error === null ? photo.name : `${photo.name}: ${said(picture.error.message)}`}
        tabIndex={chosen ? 0 : -1}
        onClick={() => choosePhoto(photo)}
        onKeyDown={(event) => {
          const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          if (step !== undefined) props.onStep(step);
          else if (event.key === 'Delete') dropPhoto(photo);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <Picture src={picture.error === null ? picture.data : 'data:,'} alt="" fit="cover" />
      </button>
      <button
        type="button"
        className="photo-choice-drop"
        tabIndex={-1}
        aria-label={t('editor.dropPhoto', { name: photo.name })}
        onClick={() => dropPhoto(photo)}
      >
        <IconX size={11} stroke={2} aria-hidden="true" />
      </button>
    </span>
  );
}

/** Fills the list with photos of the last batches. */
function useRecentPhotos(room: boolean): void {
  const runs = useQuery({ ...queries.runs(1, RUNS), enabled: room });
  const ids = runs.data?.items.map((run) => run.id) ?? [];
  const found = useQuery({
    queryKey: ['recent-photos', ids],
    enabled: room && ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Photo[]> => {
      const pages = await Promise.all(
        ids.map((runId) => api.run({ params: { runId }, query: { page: 1, pageSize: OF_EACH } })),
      );
      return pages.flatMap((page) =>
        page.items
          .filter((item) => item.status !== 'failed')
          .map((item) => ({ name: item.name, source: { runId: page.id, itemId: item.id } })),
      );
    },
  });
  useEffect(() => {
    if (found.data !== undefined) fillPhotos(found.data);
  }, [found.data]);
}

/** Asks for photos: by the system's dialog in the desktop window, else by the browser's, which uploads them. */
export function useChoosePhoto(): { open: () => void; input: React.ReactNode } {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const open = () => {
    if (native === undefined) input.current?.click();
    else
      void native
        .choosePhotos(t('editor.choosePhoto'))
        .then((paths) =>
          addPhotos(paths.map((path) => ({ name: path.split(/[\\/]/).at(-1) ?? path, source: { path } })).slice(0, 10)),
        );
  };
  const take = async (files: FileList | null) => {
    const sent = await Promise.all(
      [...(files ?? [])].slice(0, 10).map(async (file) => ({
        name: file.name,
        source: { uploadId: (await upload(file, () => undefined, new AbortController().signal)).uploadId },
      })),
    );
    addPhotos(sent);
  };
  return {
    open,
    input: (
      <input
        ref={input}
        type="file"
        accept="image/*,.dng,.heic,.jxl"
        multiple
        hidden
        aria-label={t('editor.choosePhoto')}
        onChange={(event) => {
          void take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    ),
  };
}

/** Has the sample photos painted and takes them. */
export async function takeSamplePhotos(): Promise<void> {
  const { folder } = await api.writeSamples();
  const plan = await api.planRun({ params: { id: 'web' }, body: { inputs: { input: { paths: [folder] } } } });
  addPhotos(plan.examples.map((path) => ({ name: path.split(/[\\/]/).at(-1) ?? path, source: { path } })));
}
