import { ErrorNotice } from '@jifen/ui';
import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { Welcome } from '../sign-in/welcome.tsx';
import { BeginFoot } from './begin-foot.tsx';
import { isHqText } from './hq-text.ts';

export type EnrolScreenProps = {
  /** What this till was told about HQ, if anything. */
  readonly hqUrl: string | null;
  readonly onEnrolled: () => void;
  /** Where there is something else to begin with. */
  readonly onBack?: () => void;
};

/** First start: where HQ is, and its one-time code. */
export function EnrolScreen({ hqUrl: knownUrl, onEnrolled, onBack }: EnrolScreenProps): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [hqUrl, setHqUrl] = useState(knownUrl ?? '');
  const [code, setCode] = useState('');
  const [terminalName, setTerminalName] = useState(() => t('enrol.terminalNameDefault'));
  const enrol = useMutation({ mutationFn: api.enrol, onSuccess: onEnrolled });
  const answer = errorAnswerOf(enrol.error);
  const isScanned = isHqText(code);

  function submit(event: FormEvent): void {
    event.preventDefault();
    enrol.mutate({ hqUrl: hqUrl.trim(), code: code.trim(), terminalName: terminalName.trim() });
  }

  return (
    <Welcome>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div>
            <Title order={1} size="h2">
              {t('enrol.title')}
            </Title>
            <Text c="dimmed" mt={4}>
              {t('enrol.intro')}
            </Text>
          </div>
          <TextInput
            label={t('enrol.hqUrl')}
            type="url"
            required={!isScanned}
            disabled={isScanned}
            value={hqUrl}
            onChange={(event) => setHqUrl(event.currentTarget.value)}
          />
          <TextInput
            label={t('enrol.code')}
            description={t('enrol.codeHint')}
            required
            ref={focusAtOnce}
            autoComplete="off"
            value={code}
            data-scans="text"
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            label={t('enrol.terminalName')}
            required
            maxLength={40}
            value={terminalName}
            onChange={(event) => setTerminalName(event.currentTarget.value)}
          />
          {isScanned && <Text c="green">{t('enrol.scanned')}</Text>}
          {answer !== null && <ErrorNotice error={answer} />}
          <Button type="submit" loading={enrol.isPending}>
            {t('enrol.submit')}
          </Button>
          <BeginFoot onBack={onBack} />
        </Stack>
      </form>
    </Welcome>
  );
}
