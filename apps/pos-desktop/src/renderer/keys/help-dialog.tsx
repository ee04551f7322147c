import { Button, Group, Modal, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { ACTION_GROUPS, type ActionName, type AnyAction } from './actions.ts';
import classes from './help.module.css';
import { KeyHint } from './key-hint.tsx';
import { KeyLayer } from './keys-provider.tsx';

export type HelpDialogProps = { readonly active: ReadonlyMap<AnyAction, () => void>; readonly onClose: () => void };

type Row = { readonly n: number; readonly action: ActionName; readonly act: () => void };
type Section = { readonly name: string; readonly rows: readonly Row[] };

/** What works now, by group. Each has a number, so that ten digits and Enter reach everything. */
export function HelpDialog({ active, onClose }: HelpDialogProps): ReactNode {
  const { t } = useTranslation();
  const sections = sectionsOf(active);
  function run({ act }: Row): void {
    onClose();
    // Once the dialog has given the focus back.
    requestAnimationFrame(() => requestAnimationFrame(act));
  }
  return (
    <Modal
      opened
      title={
        <Text span inherit fw={650} fz={20}>
          {t('keys.title')}
        </Text>
      }
      onClose={onClose}
      closeOnEscape={false}
      size={960}
      zIndex={300}
      closeButtonProps={{ size: 48, 'aria-label': t('shared.close') }}
    >
      <KeyLayer onBack={onClose}>
        <Stack gap="md">
          <ByNumber rows={sections.flatMap(({ rows }) => rows)} onRun={run} />
          <div className={classes['sections']}>
            {sections.map(({ name, rows }) => (
              <div key={name} className={classes['section']}>
                <Text size="sm" c="dimmed" fw={600}>
                  {t(`keys.groups.${name}`)}
                </Text>
                <ul className={classes['rows']}>
                  {rows.map((row) => (
                    <li key={row.action}>
                      <UnstyledButton className={classes['row']} onClick={() => run(row)}>
                        <Text span c="dimmed" className={`jifen-number ${classes['n'] ?? ''}`}>
                          {row.n}
                        </Text>
                        <span className={classes['name']}>{t(`keys.actions.${row.action}`)}</span>
                        <KeyHint action={row.action} />
                      </UnstyledButton>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
          <Text size="sm">{t('keys.always')}</Text>
        </Stack>
      </KeyLayer>
    </Modal>
  );
}

function ByNumber({ rows, onRun }: { readonly rows: readonly Row[]; readonly onRun: (row: Row) => void }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [missed, setMissed] = useState<string | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const row = rows.find(({ n }) => String(n) === text.normalize('NFKC').trim());
        if (row === undefined) setMissed(text.trim() === '' ? null : text.trim().slice(0, 20));
        else onRun(row);
      }}
    >
      <Group align="flex-start" wrap="nowrap">
        <TextInput
          className={classes['number']}
          ref={focusAtOnce}
          data-autofocus
          aria-label={t('keys.number')}
          placeholder={t('keys.number')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={text}
          error={missed === null ? null : t('keys.nothing', { n: missed })}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMissed(null);
          }}
        />
        <Button type="submit" className={classes['run'] ?? ''}>
          {t('keys.run')}
        </Button>
        <Text size="sm" c="dimmed" className={classes['hint']}>
          {t('keys.hint')}
        </Text>
      </Group>
    </form>
  );
}

/** Numbers are given in the order of the page. */
function sectionsOf(active: ReadonlyMap<AnyAction, () => void>): readonly Section[] {
  let n = 0;
  return ACTION_GROUPS.map(({ name, actions }) => ({
    name,
    rows: actions.flatMap((action: ActionName) => {
      const act = active.get(action);
      // Help is open already.
      if (act === undefined || action === 'help' || action === 'menu') return [];
      n += 1;
      return [{ n, action, act }];
    }),
  })).filter(({ rows }) => rows.length > 0);
}
