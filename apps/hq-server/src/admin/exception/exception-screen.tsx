import { Button, SegmentedControl } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { ExceptionText } from './exception-text.tsx';
import { useExceptions, type ExceptionItem, type ExceptionState } from './queries.ts';
import { ResolveForm } from './resolve-form.tsx';

export function ExceptionScreen(): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const state: ExceptionState = address.get('state') === 'resolved' ? 'resolved' : 'open';
  const [resolving, setResolving] = useState<ExceptionItem | null>(null);
  const close = (): void => setResolving(null);
  return (
    <>
      <PageHead title={t('exception.title')} hint={t('exception.hint')}>
        <SegmentedControl
          aria-label={t('exception.filter')}
          data={[
            { value: 'open', label: t('exception.open') },
            { value: 'resolved', label: t('exception.resolved') },
          ]}
          value={state}
          onChange={(next) => address.set({ state: next === 'open' ? '' : next })}
        />
      </PageHead>
      <List
        label={t('exception.list')}
        query={useExceptions(state)}
        columns={useColumns(state, setResolving)}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            icon={IconCircleCheck}
            title={t(state === 'open' ? 'exception.emptyOpenTitle' : 'exception.emptyResolvedTitle')}
            hint={t(state === 'open' ? 'exception.emptyOpenHint' : 'exception.emptyResolvedHint')}
          />
        }
      />
      <Dialog title={t('exception.resolveTitle')} isOpen={resolving !== null} onClose={close}>
        {resolving !== null && <ResolveForm exception={resolving} onDone={close} />}
      </Dialog>
    </>
  );
}

/** What the program writes where it closes an exception by itself, or by what a person did elsewhere. */
const SIGNS = { 'came later': 'cameLater', merged: 'merged', erased: 'erased', 'not the same': 'notTheSame' } as const;

function isSign(resolution: string | null): resolution is keyof typeof SIGNS {
  return resolution !== null && Object.hasOwn(SIGNS, resolution);
}

function useColumns(state: ExceptionState, onResolve: (exception: ExceptionItem) => void): readonly Column<ExceptionItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const isHqAdmin = useIsHqAdmin();
  const last: readonly Column<ExceptionItem>[] =
    state === 'resolved'
      ? [
          {
            key: 'resolution',
            label: t('exception.resolution'),
            render: ({ resolution }) => (isSign(resolution) ? t(`exception.end.${SIGNS[resolution]}`) : resolution),
          },
        ]
      : [
          {
            key: 'action',
            label: t('exception.action'),
            isNumber: true,
            render: (exception) => (
              <Button size="xs" variant="light" onClick={() => onResolve(exception)}>
                {t('exception.resolve')}
              </Button>
            ),
          },
        ];
  return [
    { key: 'kind', label: t('exception.kind'), render: (exception) => <ExceptionText exception={exception} /> },
    { key: 'branch', label: t('exception.branch'), render: ({ branchId }) => branchName(branchId) },
    { key: 'at', label: t('exception.at'), render: ({ createdAt }) => format.dateTime(createdAt) },
    ...(state === 'resolved' || isHqAdmin ? last : []),
  ];
}
