import { ErrorNotice } from '@jifen/ui';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { isHqText } from './hq-text.ts';

/** Makes HQ know this till again, by a new code for the same shop. Nothing here changes but what HQ calls this machine. */
export function ReEnrolPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [code, setCode] = useState('');
  const [hqUrl, setHqUrl] = useState('');
  const enrol = useAct(api.reEnrol);
  const answer = errorAnswerOf(enrol.error);
  const isScanned = isHqText(code);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const address = hqUrl.trim();
    enrol.mutate({ code: code.trim(), hqUrl: isScanned || address === '' ? null : address }, { onSuccess: onClose });
  }

  return (
    <SidePanel side="right" title={t('reEnrol.title')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{t('reEnrol.intro')}</Text>
          <TextInput
            label={t('enrol.code')}
            description={t('reEnrol.codeHint')}
            required
            ref={focusAtOnce}
            autoComplete="off"
            value={code}
            data-scans="text"
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            label={t('reEnrol.hqUrl')}
            description={t('reEnrol.hqUrlHint')}
            type="url"
            disabled={isScanned}
            value={hqUrl}
            onChange={(event) => setHqUrl(event.currentTarget.value)}
          />
          {isScanned && <Text c="green">{t('reEnrol.scanned')}</Text>}
          {answer !== null && <ErrorNotice error={answer} />}
          <PanelFoot>
            <Button type="submit" fullWidth loading={enrol.isPending}>
              {t('reEnrol.submit')}
            </Button>
          </PanelFoot>
        </Stack>
      </form>
    </SidePanel>
  );
}
