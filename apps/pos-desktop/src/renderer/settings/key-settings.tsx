import { ErrorNotice } from '@jifen/ui';
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillSettings } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { ACTION_GROUPS, DEFAULT_KEYS, type ActionName } from '../keys/actions.ts';
import { labelOf } from '../keys/chord.ts';
import { chosenKeysOf, findKeyProblem, keyMapOf, withKey, type KeyMap, type KeyProblem } from '../keys/key-map.ts';
import { useChangeSettings } from './queries.ts';
import classes from './settings.module.css';
import { useKeyCapture } from './use-key-capture.ts';

/** An action that waits for its key, or whose new key belongs to another. */
type Choice =
  | { readonly kind: 'waiting'; readonly action: ActionName }
  | { readonly kind: 'problem'; readonly action: ActionName; readonly chord: string; readonly problem: KeyProblem };

/** Every action with its key. */
export function KeySettings({ settings }: { readonly settings: TillSettings }): ReactNode {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice | null>(null);
  const change = useChangeSettings();
  const answer = errorAnswerOf(change.error);
  const map = keyMapOf(settings.keys);
  const waiting = choice?.kind === 'waiting' ? choice.action : null;

  function save(next: KeyMap): void {
    setChoice(null);
    change.mutate({ ...settings, keys: { ...chosenKeysOf(next) } });
  }
  function give(chord: string): void {
    if (waiting === null) return;
    const problem = findKeyProblem(map, waiting, chord);
    if (problem === null) save(withKey(map, waiting, chord));
    else setChoice({ kind: 'problem', action: waiting, chord, problem });
  }
  useKeyCapture(waiting !== null, give, () => setChoice(null));
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text c="dimmed" maw={620}>
          {t('settings.keysHint')}
        </Text>
        <Button variant="default" leftSection={<IconRestore size={20} aria-hidden />} onClick={() => save(DEFAULT_KEYS)}>
          {t('settings.allDefaults')}
        </Button>
      </Group>
      {answer !== null && <ErrorNotice error={answer} onClose={change.reset} />}
      <div className={classes['groups']}>
        {ACTION_GROUPS.map(({ name, actions }) => (
          <section key={name} className={`jifen-surface ${classes['group'] ?? ''}`} aria-label={t(`keys.groups.${name}`)}>
            <Title order={2} size="h5">
              {t(`keys.groups.${name}`)}
            </Title>
            <ul className={classes['keys']}>
              {actions.map((action: ActionName) => (
                <li key={action}>
                  <div className={classes['key']}>
                    <span>{t(`keys.actions.${action}`)}</span>
                    <Button
                      className={classes['change'] ?? ''}
                      variant={waiting === action ? 'filled' : 'default'}
                      aria-label={t('settings.changeKey', {
                        action: t(`keys.actions.${action}`),
                        key: keyWordOf(map[action], t('keys.none')),
                      })}
                      onClick={() => setChoice({ kind: 'waiting', action })}
                    >
                      {waiting === action ? t('settings.pressKey') : keyWordOf(map[action], t('keys.none'))}
                    </Button>
                  </div>
                  {choice?.kind === 'problem' && choice.action === action && (
                    <Problem {...choice} onSwap={() => save(withKey(map, action, choice.chord))} onClose={() => setChoice(null)} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <output>{waiting !== null && t('settings.pressKeyHint')}</output>
    </>
  );
}

function keyWordOf(chord: string, none: string): string {
  return chord === '' ? none : labelOf(chord);
}

type ProblemProps = { readonly chord: string; readonly problem: KeyProblem; readonly onSwap: () => void; readonly onClose: () => void };

function Problem({ chord, problem, onSwap, onClose }: ProblemProps): ReactNode {
  const { t } = useTranslation();
  const key = labelOf(chord === ' ' ? 'Space' : chord);
  return (
    <Alert role="alert" color="amber" className={classes['problem'] ?? ''}>
      <Text size="sm">
        {problem.kind === 'reserved'
          ? t('settings.keyReserved', { key })
          : t('settings.keyTaken', { key, action: t(`keys.actions.${problem.by}`) })}
      </Text>
      <Group gap="xs" mt="xs">
        {problem.kind === 'taken' && <Button onClick={onSwap}>{t('settings.swapKeys')}</Button>}
        <Button variant="default" onClick={onClose}>
          {t('shared.cancel')}
        </Button>
      </Group>
    </Alert>
  );
}
