import { ErrorNotice, useFormat } from '@jifen/ui';
import { Alert, Button, Stack, Text, Textarea } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GrantTaken } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { useTakeGrant } from './queries.ts';

export type GrantDialogProps = {
  /** What was scanned already; empty: it is still to be scanned or typed. */
  readonly scanned: string;
  readonly onClose: () => void;
  readonly onMember: (memberId: string) => void;
};

/** Takes points that a member's phone brought, by scanner or by hand. */
export function GrantDialog({ scanned, onClose, onMember }: GrantDialogProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState(scanned);
  const take = useTakeGrant(() => setText(''));
  const { mutate } = take;
  const isSent = useRef(false);
  useEffect(() => {
    // Once per scan: a second run of the effect must not send it again.
    if (scanned === '' || isSent.current) return;
    isSent.current = true;
    mutate(scanned);
  }, [scanned, mutate]);
  const answer = errorAnswerOf(take.error);
  return (
    <SidePanel side="left" title={t('grant.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') mutate(text);
        }}
      >
        <Stack gap="sm">
          <Text>{t('grant.how')}</Text>
          {answer !== null && <ErrorNotice error={answer} />}
          {take.data !== undefined && <Taken taken={take.data} onMember={onMember} />}
          <Textarea
            label={t('grant.label')}
            autosize
            minRows={4}
            maxRows={10}
            data-autofocus
            data-scans="whole"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              // A scanner ends with it; the code has no lines of its own.
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
          <PanelFoot>
            <Button variant="default" onClick={onClose}>
              {t('shared.close')}
            </Button>
            <Button type="submit" loading={take.isPending} disabled={text.trim() === ''}>
              {t('grant.submit')}
            </Button>
          </PanelFoot>
        </Stack>
      </form>
    </SidePanel>
  );
}

function Taken({ taken, onMember }: { readonly taken: GrantTaken; readonly onMember: (memberId: string) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { member } = taken;
  const isNew = taken.kind === 'added';
  return (
    <Alert
      color={isNew ? 'jade' : 'gray'}
      icon={isNew ? <IconCircleCheck aria-hidden /> : <IconInfoCircle aria-hidden />}
      title={isNew ? t('grant.added', { n: format.count(taken.added) }) : t('grant.nothingNew')}
    >
      <Stack gap="sm" align="flex-start">
        <Text>{member === null ? t('grant.memberUnknown') : t('grant.of', { name: member.name })}</Text>
        {member !== null && (
          <Button data-autofocus onClick={() => onMember(member.id)}>
            {t('grant.choose')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
