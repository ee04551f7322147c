import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../piece/page-head.tsx';
import { EnrolButton } from './enrol-button.tsx';
import { TerminalTable } from './terminal-table.tsx';

export function TerminalScreen(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('terminal.title')} hint={t('terminal.hint')}>
        <EnrolButton branchId={null} />
      </PageHead>
      <TerminalTable />
    </>
  );
}
