import { Screen } from '../../frame/screen.tsx';
import { useWords } from '../../words/use-words.ts';

export function HotFoldersScreen() {
  const { t } = useWords();
  return <Screen title={t('hotFolders.title')}>{null}</Screen>;
}
