import { Divider, Skeleton, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice, useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../piece/dialog.tsx';
import { Facts } from '../piece/facts.tsx';
import { useIsHqAdmin } from '../session.ts';
import { DecideForm } from './decide-form.tsx';
import { LifeState } from './life-state.tsx';
import { useLife, type Life, type LifeDetail } from './queries.ts';

type LifeDialogProps = { readonly life: Life | null; readonly onClose: () => void };

/** What HQ knows of one life of a till, and what can be decided about it. */
export function LifeDialog({ life, onClose }: LifeDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('life.title', { name: life?.terminalName ?? t('life.noName') })} isOpen={life !== null} onClose={onClose} size={560}>
      {life !== null && <LifeContent branch={life.branchId} incarnation={life.incarnation} onClose={onClose} />}
    </Dialog>
  );
}

type LifeContentProps = { readonly branch: string; readonly incarnation: string; readonly onClose: () => void };

function LifeContent({ branch, incarnation, onClose }: LifeContentProps): ReactNode {
  const { t } = useTranslation();
  const isHqAdmin = useIsHqAdmin();
  const query = useLife(branch, incarnation);
  if (query.isPending)
    return (
      <output aria-label={t('shared.loading')}>
        <Skeleton h={240} />
      </output>
    );
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  const life = query.data;
  return (
    <Stack>
      <LifeState state={life.state} />
      <Text>{t(`life.says.${life.state}`)}</Text>
      <LifeFacts life={life} />
      {isHqAdmin && (
        <>
          <Divider />
          {life.acts.length === 0 ? <Text c="dimmed">{t('life.nothing')}</Text> : <DecideForm life={life} onDone={onClose} />}
        </>
      )}
    </Stack>
  );
}

function LifeFacts({ life }: { readonly life: LifeDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const isWrittenOff = life.writtenOff > 0;
  return (
    <Facts
      facts={[
        { label: t('life.since'), value: format.dateTime(life.since) },
        ...(life.reason === null ? [] : [{ label: t('life.why'), value: life.reason }]),
        { label: t('life.rightsHeld'), value: format.count(life.rightsHeld) },
        { label: t('life.pending'), value: format.count(life.headSeq - life.ackedSeq) },
        { label: t('life.safe'), value: `${format.count(life.safeSeq)} / ${format.count(life.ackedSeq)}` },
        { label: t('life.quarantined'), value: format.count(life.quarantined) },
        { label: t('life.openExceptions'), value: format.count(life.openExceptions) },
        ...(isWrittenOff ? [{ label: t('life.writtenOff'), value: format.count(life.writtenOff) }] : []),
        ...(isWrittenOff ? [{ label: t('life.compensable'), value: format.count(life.compensable) }] : []),
        { label: t('life.incarnation'), value: life.incarnation },
      ]}
    />
  );
}
