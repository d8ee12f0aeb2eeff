import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconColumns2,
  IconLayoutBottombar,
  IconLayoutSidebarRight,
  IconPhoto,
  IconSlideshow,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { BeforeAfter } from '../../../components/before-after.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Picture } from '../../../components/picture.tsx';
import { keep, kept } from '../../../theme/appearance.ts';
import { useWords } from '../../../words/use-words.ts';
import { useLiveScene, useScene } from '../editor-context.ts';
import { partForPreview } from '../graph/part-for-preview.ts';
import { sourceOf } from '../graph/ports.ts';
import { requestOf, useLivePicture } from './live-picture.ts';
import { PhotoPicker, takeSamplePhotos, useChoosePhoto } from './photo-picker.tsx';
import type { LivePicture } from './picture-loop.ts';
import './preview.css';

/** What the viewer shows is at most this large; the proxy the server works on is made for it. */
const LONG_EDGE = 1024;

type Way = 'sides' | 'slider' | 'after';
type Before = 'original' | 'step';

/** The chosen photo before and after the selected node, following every change; docked below the graph or beside it. */
export function PreviewDock(props: { beside: boolean; onBeside: (beside: boolean) => void }) {
  const { t } = useWords();
  const { photo } = useScene();
  const [way, setWay] = useKept<Way>('editor.way', 'sides');
  const [before, setBefore] = useKept<Before>('editor.before', 'original');
  const dock = props.beside ? t('editor.dockBelow') : t('editor.dockBeside');
  return (
    <div className="preview-dock">
      <PhotoPicker />
      <div className="preview-main">
        <div className="preview-bar">
          <SegmentedControl
            aria-label={t('editor.compareHow')}
            value={way}
            onChange={(next) => setWay(next as Way)}
            data={[
              { value: 'sides', label: icon(<IconColumns2 size={14} stroke={1.5} />, t('editor.sides')) },
              { value: 'slider', label: icon(<IconSlideshow size={14} stroke={1.5} />, t('editor.slider')) },
              { value: 'after', label: icon(<IconPhoto size={14} stroke={1.5} />, t('editor.afterOnly')) },
            ]}
          />
          <SegmentedControl
            aria-label={t('editor.compareWith')}
            value={before}
            onChange={(next) => setBefore(next as Before)}
            disabled={way === 'after'}
            data={[
              { value: 'original', label: t('editor.original') },
              { value: 'step', label: t('editor.stepBefore') },
            ]}
          />
          <span className="preview-photo dim ellipsis">{photo?.name}</span>
          <Tooltip label={dock}>
            <ActionIcon size={22} aria-label={dock} onClick={() => props.onBeside(!props.beside)}>
              {props.beside ? (
                <IconLayoutBottombar size={15} stroke={1.5} />
              ) : (
                <IconLayoutSidebarRight size={15} stroke={1.5} />
              )}
            </ActionIcon>
          </Tooltip>
        </div>
        {photo === null ? <NoPhoto /> : <Viewer way={way} before={before} />}
      </div>
    </div>
  );
}

function icon(drawing: ReactNode, label: string) {
  return (
    <span className="preview-icon" title={label}>
      {drawing}
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

function useKept<T extends string>(key: string, first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => (kept(key) as T | null) ?? first);
  return [
    value,
    (next) => {
      setValue(next);
      keep(key, next);
    },
  ];
}

function NoPhoto() {
  const { t, said } = useWords();
  const choose = useChoosePhoto();
  const samples = useMutation({ mutationFn: takeSamplePhotos });
  return (
    <EmptyState
      title={t('editor.noPhoto')}
      actions={
        <>
          <Button variant="filled" onClick={choose.open}>
            {t('editor.choosePhoto')}
          </Button>
          <Button loading={samples.isPending} onClick={() => samples.mutate()}>
            {t('batches.samples')}
          </Button>
          {choose.input}
        </>
      }
    >
      {samples.error === null ? t('editor.noPhotoMore') : said(samples.error.message)}
    </EmptyState>
  );
}

function Viewer({ way, before: beforeWhat }: { way: Way; before: Before }) {
  const { t, count } = useWords();
  const { editor, photo } = useLiveScene();
  const [split, setSplit] = useState(50);
  const { document, types } = editor;
  const target = useMemo(() => looksAt(editor.selected, document, types), [editor.selected, document, types]);
  const start = document.nodes.find((node) => types.get(node.type)?.category === 'input')?.id;
  const previous = target === undefined ? undefined : stepBefore(document, types, target);
  const from = beforeWhat === 'step' ? (previous ?? start) : start;
  const request = (nodeId: string | undefined) =>
    nodeId === undefined ? null : requestOf(partForPreview(document, types, nodeId), photo, LONG_EDGE);
  const before = useLivePicture(way === 'after' ? null : request(from));
  const after = useLivePicture(request(target));
  const nameOf = (id: string | undefined) => {
    const node = document.nodes.find((one) => one.id === id);
    return node === undefined ? '' : (node.label ?? types.get(node.type)?.label ?? node.type);
  };
  const took = after.ms === undefined ? '' : ` · ${count(Math.round(after.ms))} ms`;
  if (target === undefined)
    return <EmptyState title={t('editor.nothingToSee')}>{t('editor.nothingToSeeMore')}</EmptyState>;
  if (way === 'slider')
    return (
      <div className="preview-pictures" data-way="slider">
        <BeforeAfter
          name={photo?.name ?? ''}
          before={before.src}
          after={after.src}
          beforeLabel={nameOf(from)}
          afterLabel={`${nameOf(target)}${took}`}
          error={after.error ?? before.error}
          busy={after.busy}
          split={split}
          onSplit={setSplit}
        />
      </div>
    );
  return (
    <div className="preview-pictures" data-way={way}>
      {way === 'sides' && <Side picture={before} label={nameOf(from)} name="before" />}
      <Side picture={after} label={`${nameOf(target)}${took}`} name="after" />
    </div>
  );
}

function Side({ picture, label, name }: { picture: LivePicture; label: string; name: string }) {
  const { said } = useWords();
  return (
    <figure className="preview-side" data-name={name} data-busy={picture.busy}>
      {picture.error === null ? (
        <LiveImage src={picture.src} alt={label} />
      ) : (
        <p className="failed-text preview-error" role="alert">
          {said(picture.error.message)}
        </p>
      )}
      <figcaption className="picture-tag count">{label}</figcaption>
    </figure>
  );
}

/** Keeps the picture that is there until the next one is decoded, so that nothing flickers while a slider moves. */
function LiveImage({ src, alt }: { src: string | undefined; alt: string }) {
  return src === undefined ? <Picture src={undefined} alt={alt} /> : <img src={src} alt={alt} draggable={false} />;
}

/** The node to look at: the one that is selected last and has a picture, or what it reads; else the first that delivers. */
function looksAt(selected: readonly string[], document: EditorDocument, types: EditorTypes): string | undefined {
  for (let id = selected.at(-1); id !== undefined; id = stepBefore(document, types, id))
    if (partForPreview(document, types, id) !== null) return id;
  const ends = document.nodes.filter((node) => types.get(node.type)?.category === 'output');
  return [...ends, ...document.nodes].find((node) => partForPreview(document, types, node.id) !== null)?.id;
}

type EditorDocument = ReturnType<typeof useScene>['editor']['document'];
type EditorTypes = ReturnType<typeof useScene>['editor']['types'];

/** The node that a node's first input comes from. */
function stepBefore(document: EditorDocument, types: EditorTypes, id: string): string | undefined {
  const [first] = Object.values(document.nodes.find((node) => node.id === id)?.inputs ?? {});
  return first === undefined ? undefined : sourceOf(document.nodes, types, first)?.from;
}
