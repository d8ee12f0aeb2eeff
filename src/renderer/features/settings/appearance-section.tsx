import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { LANGUAGES, type Language } from '../../words/i18n.ts';
import { useWords } from '../../words/use-words.ts';
import { Row } from './setting-row.tsx';

const THEMES = ['auto', 'dark', 'light'] as const;

/** Theme and language of this window. */
export function AppearanceSection() {
  const { t, language, setLanguage } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Row label={t('settings.theme')} hint={t('settings.themeHint')}>
        <SegmentedControl
          aria-label={t('settings.theme')}
          value={colorScheme}
          data={THEMES.map((value) => ({ value, label: t(`frame.themes.${value}`) }))}
          onChange={(value) => setColorScheme(value as (typeof THEMES)[number])}
        />
      </Row>
      <Row label={t('settings.language')}>
        <SegmentedControl
          aria-label={t('settings.language')}
          value={language}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          onChange={(value) => setLanguage(value as Language)}
        />
      </Row>
    </>
  );
}
