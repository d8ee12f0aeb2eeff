import { useShortcut } from '../../../shortcuts/commands.ts';
import { useWords } from '../../../words/use-words.ts';
import { look, MODES, nextBackground, useLooking } from './view-state.ts';
import { type Size, scaleOf, type View, zoomedTo } from './zoom.ts';

/** The keys of the viewer: zoom, ways to compare, background, clipping. */
export function ViewerKeys(props: { view: View; onView: (view: View) => void; area: Size; picture: Size }) {
  const { t, percent } = useWords();
  const { view, onView, area, picture } = props;
  const looking = useLooking();
  const density = window.devicePixelRatio;
  const zoomBy = (factor: number) => {
    const zoom = scaleOf(view, area, picture, density) * density;
    onView(zoomedTo(view, zoom * factor, { x: area.width / 2, y: area.height / 2 }, area, picture, density));
  };
  useShortcut('0 f', t('item.fit'), () => onView({ ...view, zoom: 'fit' }));
  useShortcut('1', `${t('item.zoom')} ${percent(1)}`, () => onView({ ...view, zoom: view.zoom === 1 ? 'fit' : 1 }));
  useShortcut('2', `${t('item.zoom')} ${percent(2)}`, () => onView({ ...view, zoom: view.zoom === 2 ? 'fit' : 2 }));
  useShortcut('+ =', `${t('item.zoom')} +`, () => zoomBy(1.25), { keyOnly: true });
  useShortcut('-', `${t('item.zoom')} −`, () => zoomBy(0.8), { keyOnly: true });
  useShortcut('b', t('item.background'), () => look({ background: nextBackground(looking.background) }));
  useShortcut('j', t('item.clipping'), () => look({ clipping: !looking.clipping }));
  useShortcut('c', t('item.mode'), () => {
    const next = MODES[(MODES.indexOf(looking.mode) + 1) % MODES.length];
    if (next !== undefined) look({ mode: next });
  });
  return null;
}
