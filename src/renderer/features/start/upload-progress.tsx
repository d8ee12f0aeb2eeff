import { useWords } from '../../words/use-words.ts';
import type { Uploads } from './use-uploads.ts';

/** How far files of this browser are on their way. */
export function UploadProgress({ uploads }: { uploads: Uploads }) {
  const { t, bytes, percent } = useWords();
  const { sentBytes, totalBytes, uploaded } = uploads;
  const share = totalBytes === 0 ? 1 : sentBytes / totalBytes;
  return (
    <div className="start-upload">
      <h2>{t('start.uploading')}</h2>
      <div
        className="segmented-bar"
        role="progressbar"
        aria-label={t('start.uploading')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <i className="working" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="dim count caption">
        {t('start.uploaded', { count: uploaded.length })} · {bytes(sentBytes)} / {bytes(totalBytes)} · {percent(share)}
      </p>
    </div>
  );
}
