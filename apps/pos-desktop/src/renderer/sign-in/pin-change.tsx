import { ErrorNotice, type ErrorAnswer } from '@jifen/ui';
import { Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Staff } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { PersonHead } from './person-head.tsx';
import { PinPad } from './pin-pad.tsx';
import { useChangePin } from './queries.ts';
import { pinProblemOf } from './sign-in-screen.tsx';

export type PinChangeProps = { readonly staff: Staff; readonly onChanged: () => void };

/**
 * Three times the pad: the present PIN, the new one, the new one again.
 *
 *   old ──► new ──► again ──same──► sent ──ok──► done
 *            ▲        └─differs──┐    └─too easy──► new;  └─wrong──► old
 *            └───────────────────┘
 */
type Step =
  | { readonly kind: 'old' }
  | { readonly kind: 'new'; readonly pin: string }
  | { readonly kind: 'again'; readonly pin: string; readonly newPin: string };

export function PinChange({ staff, onChanged }: PinChangeProps): ReactNode {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ kind: 'old' });
  const [differs, setDiffers] = useState(false);
  const change = useChangePin(onChanged);
  const refused = pinProblemOf(errorAnswerOf(change.error));
  function submit(typed: string): void {
    change.reset();
    setDiffers(false);
    if (step.kind === 'old') return setStep({ kind: 'new', pin: typed });
    if (step.kind === 'new') return setStep({ kind: 'again', pin: step.pin, newPin: typed });
    if (typed !== step.newPin) {
      setDiffers(true);
      return setStep({ kind: 'new', pin: step.pin });
    }
    const { pin, newPin } = step;
    return change.mutate({ pin, newPin }, { onError: () => setStep({ kind: 'old' }) });
  }
  return (
    <Stack gap="md">
      <PersonHead staff={staff} />
      <div>
        <Title order={2} size="h4" aria-live="polite">
          {t(`signIn.steps.${step.kind}`)}
        </Title>
        <Text size="sm" c="dimmed">
          {t('signIn.pinRules')}
        </Text>
      </div>
      <PinPad
        key={step.kind}
        label={t(`signIn.steps.${step.kind}`)}
        submitLabel={t(step.kind === 'again' ? 'signIn.submitPin' : 'signIn.next')}
        isBusy={change.isPending}
        onSubmit={submit}
      />
      <Problem differs={differs} refused={refused} />
    </Stack>
  );
}

function Problem({ differs, refused }: { readonly differs: boolean; readonly refused: ErrorAnswer | null }): ReactNode {
  const { t } = useTranslation();
  if (refused !== null) return <ErrorNotice error={refused} />;
  return differs ? (
    <Text role="alert" fw={600}>
      {t('signIn.differs')}
    </Text>
  ) : null;
}
