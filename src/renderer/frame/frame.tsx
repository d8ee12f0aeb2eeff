import { useMantineColorScheme } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Route } from '../router.ts';
import { useKeyboard, useShortcut } from '../shortcuts/commands.ts';
import { LANGUAGES, type Language } from '../words/i18n.ts';
import { useWords } from '../words/use-words.ts';
import { HelpSheet } from './help-sheet.tsx';
import { NavRail } from './nav-rail.tsx';
import { Palette } from './palette.tsx';
import { StatusBar } from './status-bar.tsx';
import './frame.css';

/** What every screen sits in: rail, screen, status bar; palette and help sheet over them. */
export function Frame({ route, children }: { route: Route; children: ReactNode }) {
  const { t } = useWords();
  const [help, setHelp] = useState(false);
  useKeyboard();
  useShortcut('?', t('frame.help'), () => setHelp((shown) => !shown), { group: 'everywhere', inDialog: help });
  return (
    <div className="frame">
      <NavRail route={route} />
      {children}
      <StatusBar />
      <ChoiceCommands />
      <Palette />
      <HelpSheet opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Theme and language from the palette; settings show them too. */
function ChoiceCommands() {
  const { language } = useWords();
  return (
    <>
      {(['auto', 'dark', 'light'] as const).map((scheme) => (
        <ThemeCommand key={scheme} scheme={scheme} />
      ))}
      {(Object.keys(LANGUAGES) as Language[])
        .filter((other) => other !== language)
        .map((other) => (
          <LanguageCommand key={other} language={other} />
        ))}
    </>
  );
}

function ThemeCommand({ scheme }: { scheme: 'auto' | 'dark' | 'light' }) {
  const { t } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  useShortcut(null, t('frame.theme', { theme: t(`frame.themes.${scheme}`) }), () => setColorScheme(scheme));
  return null;
}

function LanguageCommand({ language }: { language: Language }) {
  const { t, setLanguage } = useWords();
  useShortcut(null, t('frame.language', { language: LANGUAGES[language] }), () => setLanguage(language));
  return null;
}
