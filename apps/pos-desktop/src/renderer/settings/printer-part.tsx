import { ErrorNotice } from '@jifen/ui';
import { Center } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorAnswerOf } from '../api/till-context.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { PrinterForm } from './printer-form.tsx';
import { usePrinter } from './queries.ts';

/** Where this till's paper comes out. */
export function PrinterPart(): ReactNode {
  const printer = usePrinter();
  const answer = errorAnswerOf(printer.error);
  if (printer.data !== undefined) {
    const { printsSystem, ...settings } = printer.data;
    return <PrinterForm printer={settings} printsSystem={printsSystem} />;
  }
  return <Center mih={200}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void printer.refetch()} />}</Center>;
}
