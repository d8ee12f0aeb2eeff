import { Screen } from '../../frame/screen.tsx';
import { useWords } from '../../words/use-words.ts';

export function WorkflowsScreen() {
  const { t } = useWords();
  return <Screen title={t('editor.title')}>{null}</Screen>;
}
