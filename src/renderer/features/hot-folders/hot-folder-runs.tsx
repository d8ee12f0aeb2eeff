import { useQuery } from '@tanstack/react-query';
import type { RunResource } from '../../../contract/api.ts';
import type { HotFolder } from '../../../contract/hot-folder.ts';
import { itemThumb } from '../../api/pictures.ts';
import { queries } from '../../api/queries.ts';
import { Picture } from '../../components/picture.tsx';
import { standingOf } from '../../components/run-standing.ts';
import { to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { hotFolderRunsQuery } from './use-hot-folders.ts';

/** The last runs of a hot folder, newest first, each leading to its photos. Nothing before the first one. */
export function HotFolderRuns({ hot }: { hot: HotFolder }) {
  const { t } = useWords();
  const runs = useQuery(hotFolderRunsQuery(hot));
  const [newest] = runs.data?.items ?? [];
  if (newest === undefined) return null;
  return (
    <section className="hot-folder-runs" aria-label={t('hotFolders.runs')}>
      <NewestPhotos run={newest} />
      <ul>
        {runs.data?.items.slice(0, 3).map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}

function RunLine({ run }: { run: RunResource }) {
  const words = useWords();
  const standing = standingOf(run, words);
  return (
    <li>
      <a href={to.batch(run.id)} title={run.name}>
        <time className="dim count" dateTime={run.createdAt} title={words.dateTime(run.createdAt)}>
          {words.ago(run.createdAt)}
        </time>
        <span className="count ellipsis" data-tone={standing.tone}>
          {standing.text}
        </span>
      </a>
    </li>
  );
}

const SHOWN = 4;

function NewestPhotos({ run }: { run: RunResource }) {
  const first = useQuery(queries.firstItems(run.id, Math.min(SHOWN, run.totalItems)));
  return (
    <span className="hot-folder-strip" aria-hidden="true">
      {first.data?.slice(0, SHOWN).map((item) => (
        <Picture
          key={item.id}
          src={item.status === 'failed' ? undefined : itemThumb(run.id, item, 160)}
          alt=""
          fit="cover"
        />
      ))}
    </span>
  );
}
