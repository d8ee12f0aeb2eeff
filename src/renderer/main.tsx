import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import './components/components.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { ProblemError } from '../client/problem.ts';
import { App } from './app.tsx';
import { colorSchemeManager } from './theme/appearance.ts';
import { cssVariablesResolver, theme } from './theme/mantine.ts';
import { firstLanguage, startWords } from './words/i18n.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      staleTime: 1000,
      // What the server refused stays refused; what did not reach it is worth one more try.
      retry: (failures, error) => failures < 2 && !(error instanceof ProblemError),
      retryDelay: 300,
      // Our server is on this machine: being offline says nothing.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={startWords(firstLanguage())}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" autoClose={5000} />
          <App />
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  </StrictMode>,
);
