import { Tabs } from '@mantine/core';
import {
  IconBolt,
  IconDatabase,
  IconFileExport,
  IconInfoCircle,
  IconKey,
  IconPalette,
  IconServer2,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Screen } from '../../frame/screen.tsx';
import { keep, kept } from '../../theme/appearance.ts';
import { useWords } from '../../words/use-words.ts';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { CacheSection } from './cache-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { PerformanceSection } from './performance-section.tsx';
import { ResultsSection } from './results-section.tsx';
import { ServerSection } from './server-section.tsx';
import { settingsQuery } from './use-settings.ts';
import './settings.css';

const SECTIONS = {
  results: { icon: IconFileExport, part: ResultsSection },
  performance: { icon: IconBolt, part: PerformanceSection },
  cache: { icon: IconDatabase, part: CacheSection },
  server: { icon: IconServer2, part: ServerSection },
  keys: { icon: IconKey, part: KeysSection },
  appearance: { icon: IconPalette, part: AppearanceSection },
  about: { icon: IconInfoCircle, part: AboutSection },
} as const satisfies Record<string, { icon: typeof IconKey; part: ComponentType }>;
type Section = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as Section[];

/** What a person sets for the whole program, a page for each matter. */
export function SettingsScreen() {
  const { t } = useWords();
  const settings = useQuery(settingsQuery());
  const [section, setSection] = useState<Section>(() => NAMES.find((name) => name === kept('settings')) ?? 'results');
  return (
    <Screen title={t('settings.title')}>
      <Tabs
        className="settings"
        orientation="vertical"
        value={section}
        keepMounted={false}
        onChange={(next) => {
          setSection((next ?? 'results') as Section);
          keep('settings', next ?? 'results');
        }}
      >
        <Tabs.List aria-label={t('settings.title')}>
          {NAMES.map((name) => {
            const Icon = SECTIONS[name].icon;
            return (
              <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} stroke={1.5} aria-hidden="true" />}>
                {t(`settings.section.${name}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {NAMES.map((name) => {
          const Part = SECTIONS[name].part;
          return (
            <Tabs.Panel key={name} value={name} className="settings-panel" tabIndex={0}>
              <div className="settings-page">
                <h2>{t(`settings.section.${name}`)}</h2>
                {settings.data === undefined && (
                  <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />
                )}
                <Part />
              </div>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Screen>
  );
}
