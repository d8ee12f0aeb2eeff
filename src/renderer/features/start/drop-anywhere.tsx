import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { wereTaken } from './drop-takers.ts';
import { gatherDrop } from './gather.ts';
import { addToStart } from './start-state.ts';

/** Takes files dropped anywhere on the window; while they hover, says so over everything. */
export function DropAnywhere() {
  const { t } = useWords();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    // Every element that is entered and left on the way sends its own events; the window is left when all were.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth++;
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHovering(false);
    };
    const over = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      // Without this the browser would open the photo in place of the program.
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      depth = 0;
      setHovering(false);
      if (wereTaken([...event.dataTransfer.files])) return;
      void gatherDrop(event.dataTransfer).then((gathered) => {
        const { paths, files, leftOut } = gathered;
        if (paths.length + files.length + leftOut.length > 0) addToStart(gathered);
      });
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!hovering) return null;
  return (
    <div className="drop-anywhere" role="status">
      <div>
        <IconDownload size={40} stroke={1.2} aria-hidden="true" />
        <p className="strong">{t('start.dropNow')}</p>
        <p className="dim">{t('start.dropMore')}</p>
      </div>
    </div>
  );
}
