import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import { IconShieldHalf } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { Dialog } from '../piece/dialog.tsx';
import { useIsHqAdmin } from '../session.ts';
import { useBarrier, type Barrier } from './queries.ts';
import { WaiveForm, type Waived } from './waive-form.tsx';

type WaitingFor = Barrier['waitingFor'][number];

/** After a restore: for whom HQ waits before it places points again. Nothing while there is nothing to wait for. */
export function BarrierBanner(): ReactNode {
  const { t } = useTranslation();
  const { data } = useBarrier();
  const [waived, setWaived] = useState<Waived | null>(null);
  if (data === undefined || !data.isShut) return null;
  return (
    <Alert color="amber" icon={<IconShieldHalf aria-hidden />} title={t('life.barrier.title')} mb="lg">
      <Text>{t('life.barrier.hint')}</Text>
      {data.waitingFor.length === 0 && <Text mt="xs">{t('life.barrier.hidden')}</Text>}
      <List mt="xs" spacing="xs">
        {data.waitingFor.map((waiting) => (
          <List.Item key={`${waiting.branch} ${waiting.incarnation ?? waiting.terminalId ?? ''}`}>
            <WaitingLine waiting={waiting} onWaive={setWaived} />
          </List.Item>
        ))}
      </List>
      <Dialog
        title={waived === null ? '' : t(`life.barrier.${waived.act}.title`, { name: waived.name })}
        isOpen={waived !== null}
        onClose={() => setWaived(null)}
      >
        {waived !== null && <WaiveForm waived={waived} onDone={() => setWaived(null)} />}
      </Dialog>
    </Alert>
  );
}

type WaitingLineProps = { readonly waiting: WaitingFor; readonly onWaive: (waived: Waived) => void };

function WaitingLine({ waiting: { branch, incarnation, lastExchangeAt, why }, onWaive }: WaitingLineProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useBranchName()(branch);
  const isHqAdmin = useIsHqAdmin();
  const act = why === 'forgotten' ? 'confirm' : 'waive';
  const since = lastExchangeAt === null ? '' : format.dateTime(lastExchangeAt);
  return (
    <Group gap="sm">
      <Text>{t('life.barrier.line', { name, why: t(`life.barrier.why.${why}`, { since }) })}</Text>
      {isHqAdmin && incarnation !== null && (
        <Button size="xs" variant="light" color="red" onClick={() => onWaive({ branch, incarnation, name, act })}>
          {t(`life.barrier.${act}.button`)}
        </Button>
      )}
    </Group>
  );
}
