import { ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { Choices } from '../shell/choices.tsx';
import { Facts } from '../shell/facts.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { Stepper } from '../shell/stepper.tsx';
import type { Goods } from './use-goods.ts';

type ConsignPanelProps = { readonly goods: Goods; readonly onClose: () => void };

type Way = 'keep' | 'putBack';

/** Goods between the shelf and what is kept for orders, either way. */
export function ConsignPanel({ goods, onClose }: ConsignPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const [id] = useState(newId);
  const { rewardId, name, onHand, consigned } = goods;
  const [way, setWay] = useState<Way>(onHand > 0 ? 'keep' : 'putBack');
  const [wanted, setWanted] = useState(1);
  const consign = useAct(api.consignStock);
  const answer = errorAnswerOf(consign.error);
  const most = way === 'keep' ? onHand : consigned;
  const n = Math.min(wanted, most);
  const ways = [
    { name: 'keep', word: 'consign.keep', max: onHand },
    { name: 'putBack', word: 'consign.putBack', max: consigned },
  ] as const;
  return (
    <SidePanel side="right" title={t('consign.panel')} onClose={onClose}>
      <Stack gap="md">
        <Text fw={650} size="xl">
          {name}
        </Text>
        <Facts
          facts={[
            { label: t('consign.kept'), value: format.count(consigned) },
            { label: t('consign.onHand'), value: format.count(onHand) },
          ]}
        />
        <Choices label={t('consign.direction')} columns={2}>
          {ways.map(({ name: each, word, max }) => (
            <Button
              key={each}
              variant={each === way ? 'filled' : 'default'}
              aria-pressed={each === way}
              disabled={max <= 0}
              onClick={() => setWay(each)}
            >
              {t(word)}
            </Button>
          ))}
        </Choices>
        <Group justify="space-between">
          <Text>{t('consign.quantity')}</Text>
          <Stepper of={name} value={n} max={most} onChange={setWanted} />
        </Group>
        {answer !== null && <ErrorNotice error={answer} onClose={consign.reset} />}
        <PanelFoot>
          <Button
            h={60}
            loading={consign.isPending}
            onClick={() => consign.mutate({ id, rewardId, difference: way === 'keep' ? n : 0 - n }, { onSuccess: onClose })}
          >
            {t(way === 'keep' ? 'consign.submitKeep' : 'consign.submitPutBack', { n: format.count(n) })}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
