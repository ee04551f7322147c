import { createI18n, createQueryClient } from '@jifen/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createHq } from './hq.ts';
import { createStaffSessionStore } from './session.ts';
import { adminWords } from './words.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no root');

const store = createStaffSessionStore();
createRoot(root).render(
  <StrictMode>
    <App store={store} hq={createHq(store)} i18n={createI18n(adminWords)} queryClient={createQueryClient()} />
  </StrictMode>,
);
