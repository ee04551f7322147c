import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { readStyleNonce } from './style-nonce.ts';
import { cssVariablesResolver, themeOf, type Density } from './theme.ts';

export type AppFrameProps = {
  readonly density: Density;
  readonly i18n: i18n;
  readonly queryClient: QueryClient;
  readonly children: ReactNode;
};

const colorSchemeManager = localStorageColorSchemeManager({ key: 'jifen.color-scheme' });

/** What surrounds every face: theme, words, queries, notices. */
export function AppFrame({ density, i18n, queryClient, children }: AppFrameProps): ReactNode {
  const theme = useMemo(() => themeOf(density), [density]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={readStyleNonce}
    >
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="top-right" limit={3} />
          {children}
        </QueryClientProvider>
      </I18nextProvider>
    </MantineProvider>
  );
}
