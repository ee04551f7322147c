import { AppFrame, createI18n, createQueryClient } from '@jifen/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createTill, TillProvider } from './api/till-context.tsx';
import { App } from './app.tsx';
import { KeysProvider } from './keys/keys-provider.tsx';
import { applyPagePolicy } from './page-policy.ts';
import { ScanProvider } from './scan/scan-provider.tsx';
import { Display } from './settings/display.tsx';
import { NumberPad } from './touch/number-pad.tsx';
import { tillWords } from './words.ts';

applyPagePolicy(window);

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no root');

createRoot(root).render(
  <StrictMode>
    <AppFrame density="till" i18n={createI18n(tillWords)} queryClient={createQueryClient()}>
      <TillProvider value={createTill()}>
        <Display />
        <KeysProvider>
          <ScanProvider>
            <App />
            <NumberPad />
          </ScanProvider>
        </KeysProvider>
      </TillProvider>
    </AppFrame>
  </StrictMode>,
);
