import { Screen } from '../../frame/screen.tsx';
import { useWords } from '../../words/use-words.ts';

export function SettingsScreen() {
  const { t } = useWords();
  return <Screen title={t('settings.title')}>{null}</Screen>;
}
