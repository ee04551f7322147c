import { useFormat } from '@jifen/ui';
import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconBarcode } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../keys/listen-to-keys.ts';
import { strokeOf, type ScannerRules, type Stroke } from '../scan/burst.ts';
import { proposeRules, trialOf, type Proposal, type Trial } from '../scan/calibrate.ts';
import { Facts } from '../shell/facts.tsx';
import classes from './settings.module.css';

/** A scanner that has not gone on for so long has ended. */
const SILENCE_MS = 400;

export type CalibrationProps = { readonly rules: ScannerRules; readonly onAccept: (rules: ScannerRules) => void };

/** Scan here: measures the scanner and proposes what it needs. */
export function Calibration({ rules, onAccept }: CalibrationProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [trial, setTrial] = useState<Trial | null>(null);
  const strokes = useRef<Stroke[]>([]);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function finish(): void {
    window.clearTimeout(timer.current);
    setTrial(trialOf(strokes.current));
    strokes.current = [];
    setText('');
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    const stroke = strokeOf(event.nativeEvent, event.nativeEvent.timeStamp);
    const isLeaving = event.key === 'Tab' && strokes.current.length === 0;
    if (stroke === null || stroke.kind === 'other' || isLeaving) return;
    strokes.current.push(stroke);
    window.clearTimeout(timer.current);
    if (stroke.kind === 'end') {
      event.preventDefault();
      finish();
    } else timer.current = window.setTimeout(finish, SILENCE_MS);
  }
  return (
    <section className={`jifen-surface ${classes['card'] ?? ''}`}>
      <div>
        <Title order={2} size="h4">
          {t('settings.calibrate')}
        </Title>
        <Text c="dimmed">{t('settings.calibrateHint')}</Text>
      </div>
      <TextInput
        data-scans="whole"
        aria-label={t('settings.scanHere')}
        placeholder={t('settings.scanHere')}
        leftSection={<IconBarcode size={22} aria-hidden />}
        autoComplete="off"
        spellCheck={false}
        maxLength={4_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output>{trial !== null && <Outcome trial={trial} proposal={proposeRules(trial, rules)} onAccept={onAccept} />}</output>
    </section>
  );
}

type OutcomeProps = { readonly trial: Trial; readonly proposal: Proposal; readonly onAccept: (rules: ScannerRules) => void };

function Outcome({ trial, proposal, onAccept }: OutcomeProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Facts
        look="dense"
        facts={[
          { label: t('settings.trialText'), value: Array.from(trial.text).slice(0, 40).join('') },
          {
            label: t('settings.trialGap'),
            value: t('settings.milliseconds', {
              n: format.count(Math.round(trial.medianGapMs)),
              max: format.count(Math.round(trial.longestGapMs)),
            }),
          },
        ]}
      />
      {proposal.kind === 'rules' ? (
        <Group>
          <Text>{t('settings.proposal', { gap: format.count(proposal.rules.maxGapMs), n: format.count(proposal.rules.minLength) })}</Text>
          <Button onClick={() => onAccept(proposal.rules)}>{t('settings.accept')}</Button>
        </Group>
      ) : (
        <Text fw={600}>{t(`settings.trial.${proposal.kind}`)}</Text>
      )}
    </>
  );
}
