import type { ItemDetailResource } from '../../../contract/api.ts';
import { Facts } from '../../frame/panel.tsx';
import { useWords } from '../../words/use-words.ts';
import { cameraOf, exposureOf } from './exif-lines.ts';

/** Size, camera, exposure and profile of a photo, as its header says. */
export function PhotoFacts({ item }: { item: ItemDetailResource }) {
  const { t, bytes, number, dateTime } = useWords();
  const facts = Object.values(item.facts)[0];
  if (facts === undefined) {
    return <Facts rows={[[t('picture.name'), item.name]]} />;
  }
  const { exif } = facts;
  const taken = exif['takenAt']?.toString();
  return (
    <Facts
      rows={[
        [t('picture.name'), item.name],
        [
          t('picture.size'),
          `${facts.width} × ${facts.height} · ${number((facts.width * facts.height) / 1e6, 1)} ${t('picture.megapixels')}`,
        ],
        [
          t('picture.file'),
          `${facts.format.toUpperCase()} · ${t('picture.bits', { count: facts.depth })} · ${bytes(facts.bytes)}`,
        ],
        [t('picture.camera'), cameraOf(exif)],
        [t('picture.lens'), exif['lens']?.toString()],
        [t('picture.exposure'), exposureOf(exif, number)],
        [t('picture.taken'), taken === undefined || Number.isNaN(Date.parse(taken)) ? taken : dateTime(taken)],
        [t('picture.profile'), facts.profile ?? t('picture.noProfile')],
      ]}
    />
  );
}
