import { useFormat } from '@jifen/ui';
import { Button } from '@mantine/core';
import { IconPrinterOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrintJobs } from './queries.ts';
import classes from './queue.module.css';
import { QueuePanel } from './queue-panel.tsx';

/** Says that paper did not come out; silent as long as all is well. */
export function QueueChip(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = usePrintJobs();
  const [isOpen, setOpen] = useState(false);
  const failed = data?.items.filter(({ state }) => state === 'failed').length ?? 0;
  const words = t('printQueue.chip', { n: format.count(failed) });
  return (
    <>
      {failed > 0 && (
        <Button
          variant="light"
          color="amber"
          px="sm"
          className={classes['chip'] ?? ''}
          leftSection={<IconPrinterOff size={18} aria-hidden />}
          aria-label={words}
          title={words}
          onClick={() => setOpen(true)}
        >
          <span className={classes['long']}>{words}</span>
          <span className={classes['short']}>{format.count(failed)}</span>
        </Button>
      )}
      {isOpen && <QueuePanel onClose={() => setOpen(false)} />}
    </>
  );
}
