import { ErrorNotice, useFormat } from '@jifen/ui';
import { Button, Radio, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCloudDownload, IconQrcode, IconRestore } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FreshTill } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { ageOf } from '../shell/age.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { useNow } from '../shell/use-now.ts';
import { Welcome } from '../sign-in/welcome.tsx';
import { BeginFoot } from './begin-foot.tsx';
import classes from './restore.module.css';

export type RestoreScreenProps = { readonly till: FreshTill; readonly onChanged: () => void; readonly onEnrol: () => void };

/** The till's data is gone: which copy it goes on with, or that it goes on without one. The newest is chosen already. */
export function RestoreScreen({ till, onChanged, onEnrol }: RestoreScreenProps): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [chosen, setChosen] = useState<string | null>(null);
  const restore = useMutation({ mutationFn: api.restore, onSuccess: onChanged });
  const begin = useMutation({ mutationFn: async () => api.beginEmpty(), onSuccess: onChanged });
  const answer = errorAnswerOf(restore.error ?? begin.error);
  const file = till.backups.find((copy) => copy.file === chosen)?.file ?? till.backups[0]?.file ?? null;
  const told = toldOf(till);
  const isBusy = restore.isPending || begin.isPending;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (file !== null && !isBusy) restore.mutate({ file });
  }

  return (
    <Welcome {...placeOf(till)}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div>
            <Title order={1} size="h2">
              {t(`restore.${told}.title`)}
            </Title>
            <Text c="dimmed" mt={4}>
              {t(`restore.${told}.intro`)}
            </Text>
          </div>
          {till.backupProblem !== null && <ErrorNotice error={{ code: till.backupProblem }} onRetry={onChanged} />}
          {file !== null && <CopyChoice backups={till.backups} value={file} onChange={setChosen} />}
          {answer !== null && <ErrorNotice error={answer} />}
          {file !== null && (
            <Button
              type="submit"
              ref={focusAtOnce}
              leftSection={<IconRestore size={20} aria-hidden />}
              loading={restore.isPending}
              disabled={begin.isPending}
            >
              {t('restore.submit')}
            </Button>
          )}
          <Others isKnown={till.isKnown} isBusy={isBusy} isBeginning={begin.isPending} onBegin={begin.mutate} onEnrol={onEnrol} />
          <BeginFoot />
        </Stack>
      </form>
    </Welcome>
  );
}

type Backups = FreshTill['backups'];
type CopyChoiceProps = { readonly backups: Backups; readonly value: string; readonly onChange: (file: string) => void };

function CopyChoice({ backups, value, onChange }: CopyChoiceProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const ageIn = (at: number): string => {
    const { unit, n } = ageOf(at, now);
    return t(`shell.age.${unit}`, { n });
  };
  const hasOneShop = new Set(backups.map(({ branchName }) => branchName)).size === 1;
  return (
    <Radio.Group label={t('restore.copies')} value={value} onChange={onChange}>
      <div className={classes['copies']}>
        {backups.map(({ file, at, branchName }, i) => (
          <Radio
            key={file}
            value={file}
            classNames={{ root: classes['copy'] ?? '', body: classes['body'] ?? '', labelWrapper: classes['label'] ?? '' }}
            label={
              <span className={classes['what']}>
                <span className="jifen-number">{format.dateTime(at)}</span>
                <span className={classes['dim']}>
                  {[
                    ageIn(at),
                    ...(i === 0 ? [t('restore.newest')] : []),
                    ...(hasOneShop ? [] : [branchName ?? t('restore.unreadable')]),
                  ].join(' · ')}
                </span>
              </span>
            }
          />
        ))}
      </div>
    </Radio.Group>
  );
}

type OthersProps = {
  readonly isKnown: boolean;
  readonly isBusy: boolean;
  readonly isBeginning: boolean;
  readonly onBegin: () => void;
  readonly onEnrol: () => void;
};

/** What can be done without a copy, and what it costs. */
function Others({ isKnown, isBusy, isBeginning, onBegin, onEnrol }: OthersProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" className={classes['others'] ?? ''}>
      <Text size="sm" c="dimmed">
        {t(isKnown ? 'restore.withoutKnown' : 'restore.without')}
      </Text>
      {isKnown && (
        <Button
          variant="default"
          leftSection={<IconCloudDownload size={20} aria-hidden />}
          loading={isBeginning}
          disabled={isBusy}
          onClick={onBegin}
        >
          {t('restore.beginEmpty')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconQrcode size={20} aria-hidden />} disabled={isBusy} onClick={onEnrol}>
        {t('restore.enrol')}
      </Button>
    </Stack>
  );
}

/** A machine that has lost its till's data, one that never had any, or one that cannot see its copies. */
function toldOf({ backups, isKnown }: FreshTill): 'lost' | 'fresh' | 'unseen' {
  if (backups.length === 0) return 'unseen';
  return isKnown ? 'lost' : 'fresh';
}

/** The shop's name where all copies are of one. */
function placeOf({ backups }: FreshTill): { readonly place?: string } {
  const [name, ...others] = new Set(backups.map(({ branchName }) => branchName));
  return typeof name === 'string' && others.length === 0 ? { place: name } : {};
}
