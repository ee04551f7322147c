import { EmptyState, ErrorNotice } from '@jifen/ui';
import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf } from '../api/till-context.tsx';
import { useForeignReceipt } from './queries.ts';
import { ReversalDrawer } from './reversal-drawer.tsx';

const RECEIPT_NO = /^[0-9a-f]{4}-\d{6}-\d{4,}$/i;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Receipt numbers of any shop, and the ids in a receipt's QR code. */
export function isPaper(text: string): boolean {
  return RECEIPT_NO.test(text) || isEventId(text);
}

function isEventId(text: string): boolean {
  return EVENT_ID.test(text);
}

/** A paper that this till does not know: HQ is asked at once, and the other shop hands it over. */
export function ForeignReceipt({ receipt }: { readonly receipt: string }): ReactNode {
  const { t } = useTranslation();
  const found = useForeignReceipt(receipt);
  const [isOpen, setOpen] = useState(false);
  const answer = errorAnswerOf(found.error);
  if (found.data === undefined) {
    return (
      <Center mih={200}>
        {answer !== null && !found.isFetching ? (
          <ErrorNotice error={answer} onRetry={() => void found.refetch()} />
        ) : (
          <output>
            <Stack align="center">
              <Loader aria-hidden />
              <Text>{t('foreign.asking')}</Text>
            </Stack>
          </output>
        )}
      </Center>
    );
  }
  const { saleId, receiptNo, soldAt } = found.data;
  return (
    <Stack align="center">
      <EmptyState
        icon={IconReceipt}
        title={receiptNo}
        hint={soldAt === null ? t('foreign.backHint') : t('foreign.hereHint', { branch: soldAt })}
      />
      <Button size="lg" onClick={() => setOpen(true)}>
        {t('foreign.open')}
      </Button>
      {isOpen && <ReversalDrawer item={{ id: saleId, type: 'sale_recorded' }} onClose={() => setOpen(false)} />}
    </Stack>
  );
}
