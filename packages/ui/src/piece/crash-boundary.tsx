import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.tsx';

type CrashBoundaryProps = { readonly children: ReactNode };

/** Instead of a white page: a part that did not load, such as after an update of the server, or a fault. React has only classes for it. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { readonly hasCrashed: true } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState icon={IconRefresh} title={t('shared.crashTitle')} hint={t('shared.crashHint')}>
        <Button mt="sm" onClick={() => window.location.reload()}>
          {t('shared.reload')}
        </Button>
      </EmptyState>
    </div>
  );
}
