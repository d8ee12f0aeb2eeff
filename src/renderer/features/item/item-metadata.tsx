import type { ItemDetailResource } from '../../../contract/api.ts';
import { Facts } from '../../frame/panel.tsx';
import { en } from '../../words/en.ts';
import { type UsedWords, useWords } from '../../words/use-words.ts';

type Known = keyof typeof en.item.exif;

/** EXIF and IPTC of the original, as far as it is read; fields without a word of ours keep their own name. */
export function ItemMetadata({ item }: { item: ItemDetailResource }) {
  const words = useWords();
  const { t } = words;
  const exif = Object.values(item.facts)[0]?.exif ?? {};
  const rows = Object.entries(exif).map(([name, value]): [string, string] => [
    name in en.item.exif ? t(`item.exif.${name as Known}`) : spaced(name),
    written(name, value, words),
  ]);
  if (rows.length === 0) return <p className="dim">{t('item.noMetadata')}</p>;
  return <Facts rows={rows} />;
}

/** `focalLengthIn35mm` → `Focal length in35mm`. */
function spaced(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function written(name: string, value: string | number, { number, dateTime }: UsedWords): string {
  if (name === 'takenAt' && !Number.isNaN(Date.parse(String(value)))) return dateTime(String(value));
  if (typeof value === 'string') return value;
  switch (name) {
    case 'exposureTime':
      return value < 0.4 && value > 0 ? `1/${number(Math.round(1 / value), 0)} s` : `${number(value, 1)} s`;
    case 'fNumber':
      return `ƒ/${number(value, 1)}`;
    case 'focalLength':
      return `${number(value, 1)} mm`;
    default:
      return number(value, 6);
  }
}
