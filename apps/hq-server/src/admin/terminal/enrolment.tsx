import { Box, Button, Code, CopyButton, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInterval } from '@mantine/hooks';
import { QrCode } from '@jifen/ui';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchChoices } from '../branch/queries.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSend } from '../piece/use-send.ts';
import { useCreateEnrolmentCode, type EnrolmentCode } from './queries.ts';

/** Wide enough for a scanner, small enough that the whole dialog stands in a low window. */
const QR_WIDTH_PX = 280;

/** `branchId: null`: the person chooses. */
type EnrolmentProps = { readonly branchId: string | null; readonly onDone: () => void };

/** Asks for the terminal's name, then shows its code, once. */
export function Enrolment({ branchId, onDone }: EnrolmentProps): ReactNode {
  const { t } = useTranslation();
  const branches = useBranchChoices();
  const [issued, setIssued] = useState<EnrolmentCode | null>(null);
  const form = useForm({
    initialValues: { branchId: branchId ?? '', terminalName: '' },
    validate: {
      branchId: (id) => (id === '' ? t('piece.required') : null),
      terminalName: (name) => (name.trim() === '' ? t('piece.required') : null),
    },
  });
  const sending = useSend(useCreateEnrolmentCode(), { fieldByCode: {}, setErrors: form.setErrors });
  const submit = form.onSubmit((values) => sending.send({ ...values, terminalName: values.terminalName.trim() }, setIssued));
  if (issued !== null) return <IssuedCode issued={issued} onAgain={() => setIssued(null)} onDone={onDone} />;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{t('terminal.enrolHint')}</Text>
        {branchId === null && (
          <Select label={t('terminal.branch')} withAsterisk allowDeselect={false} data={branches} {...form.getInputProps('branchId')} />
        )}
        <TextInput
          label={t('terminal.terminalName')}
          placeholder={t('terminal.terminalNameHint')}
          withAsterisk
          data-autofocus
          maxLength={60}
          {...form.getInputProps('terminalName')}
        />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('terminal.submitEnrol')} onCancel={onDone} />
    </form>
  );
}

type IssuedCodeProps = { readonly issued: EnrolmentCode; readonly onAgain: () => void; readonly onDone: () => void };

function IssuedCode({ issued, onAgain, onDone }: IssuedCodeProps): ReactNode {
  const { t } = useTranslation();
  const remainingMs = useRemainingMs(issued.expiresAt);
  if (remainingMs <= 0) {
    return (
      <Stack>
        <Text role="alert">{t('terminal.expired')}</Text>
        <Group justify="flex-end">
          <Button onClick={onAgain}>{t('terminal.again')}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <Text>{t('terminal.codeOnce')}</Text>
      <Code block fz={24} ta="center" py="md" aria-label={t('terminal.code')}>
        {issued.code}
      </Code>
      <Group justify="space-between">
        <Text c="dimmed" className="jifen-number" role="timer">
          {t('terminal.remaining', { time: clockOf(remainingMs) })}
        </Text>
        <Copy text={issued.code} label={t('terminal.copy')} />
      </Group>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed">
          {t('terminal.hqUrl')} <Code>{issued.hqUrl}</Code>
        </Text>
        <Copy text={issued.hqUrl} label={t('terminal.copyUrl')} />
      </Group>
      <Text c="dimmed">{t('terminal.scan')}</Text>
      <Box w={QR_WIDTH_PX} maw="100%" mx="auto">
        <QrCode text={issued.text} label={t('terminal.qr')} />
      </Box>
      <Group justify="flex-end" mt="md">
        <Button onClick={onDone}>{t('terminal.done')}</Button>
      </Group>
    </Stack>
  );
}

function Copy({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? t('terminal.copied') : label}
        </Button>
      )}
    </CopyButton>
  );
}

function useRemainingMs(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 1000, { autoInvoke: true });
  return until - now;
}

function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
