import { Button, Group, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCancelOrder, type Order } from './queries.ts';

/** Asks once more, in its place, before an order ends. */
export function CancelOrder({ order }: { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const cancel = useCancelOrder(order.id);
  if (!isAsking) {
    return (
      <Button mt="xs" variant="default" onClick={() => setAsking(true)} aria-label={`${t('order.cancel')} ${order.rewardName}`}>
        {t('order.cancel')}
      </Button>
    );
  }
  return (
    <Stack gap="sm" mt="xs">
      <Text>{t('order.cancelHint')}</Text>
      {cancel.error !== null && <ErrorNotice error={answerOf(cancel.error)} />}
      <Group grow>
        <Button ref={focusAtOnce} variant="default" onClick={() => setAsking(false)}>
          {t('order.keep')}
        </Button>
        <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('order.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What has just taken the place of the pressed button has the focus; it is the safe choice. */
function focusAtOnce(element: HTMLElement | null): void {
  element?.focus();
}
