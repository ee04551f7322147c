import { ActionIcon, CloseButton, Text } from '@mantine/core';
import { IconBackspace, IconCornerDownLeft, IconKeyboard } from '@tabler/icons-react';
import { useLayoutEffect, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { clear, enter, erase, insert, signsOf, unquiet } from './pad-field.ts';
import { PadKey } from './pad-key.tsx';
import { placePad, type Box } from './place-pad.ts';
import classes from './number-pad.module.css';
import { PAD, useTouchedField } from './use-touched-field.ts';

const ROWS = [
  ['7', '8', '9'],
  ['4', '5', '6'],
  ['1', '2', '3'],
] as const;
/** As the style sheet draws it. */
const SIZE = { width: 288, height: 346 };

/** Digits for fingers, beside the field that they go into. It comes with a finger and goes with the first key of a keyboard. */
export function NumberPad(): ReactNode {
  const { field, close } = useTouchedField();
  return field === null ? null : createPortal(<Pad key={field.id} field={field} onClose={close} />, document.body);
}

type PadProps = { readonly field: HTMLInputElement; readonly onClose: () => void };

function Pad({ field, onClose }: PadProps): ReactNode {
  const { t } = useTranslation();
  const { left, top } = usePlace(field);
  const { hasPoint, hasTimes } = signsOf(field);
  const digit = (name: string): ReactNode => <PadKey key={name} name={name} onPress={() => insert(field, name)} />;
  /** For a name the system's keyboard is the better one. */
  function callKeyboard(): void {
    onClose();
    unquiet(field);
    field.blur();
    field.focus();
  }
  return (
    <section ref={leaveFocus} aria-label={t('touch.pad')} className={classes['pad']} style={placeOf(left, top)} {...{ [PAD]: true }}>
      <div className={classes['head']}>
        <Text size="sm" c="dimmed">
          {t('touch.pad')}
        </Text>
        <div className={classes['tools']}>
          <ActionIcon size={48} variant="subtle" color="gray" tabIndex={-1} aria-label={t('touch.keyboard')} onClick={callKeyboard}>
            <IconKeyboard size={24} aria-hidden />
          </ActionIcon>
          <CloseButton size={48} iconSize={24} tabIndex={-1} aria-label={t('shared.close')} onClick={onClose} />
        </div>
      </div>
      <div className={classes['keys']}>
        {ROWS[0].map(digit)}
        <PadKey name={t('touch.erase')} onPress={() => erase(field)}>
          <IconBackspace aria-hidden />
        </PadKey>
        {ROWS[1].map(digit)}
        <PadKey name={t('touch.clear')} isWord onPress={() => clear(field)} />
        {ROWS[2].map(digit)}
        {hasTimes && (
          <PadKey name={t('touch.times')} onPress={() => insert(field, '*')}>
            ×
          </PadKey>
        )}
        <PadKey className={classes[hasTimes ? 'enter' : 'tallEnter'] ?? ''} name={t('touch.enter')} isMain onPress={() => enter(field)}>
          <IconCornerDownLeft aria-hidden />
        </PadKey>
        {digit('0')}
        {digit('00')}
        <PadKey name={t('touch.point')} isDisabled={!hasPoint} onPress={() => insert(field, '.')}>
          .
        </PadKey>
      </div>
    </section>
  );
}

/** The field keeps the focus, wherever on the pad a finger comes down. */
function leaveFocus(pad: HTMLElement | null): void {
  pad?.addEventListener('mousedown', (event) => event.preventDefault());
}

function placeOf(left: number, top: number): CSSProperties {
  return { left, top, width: SIZE.width, height: SIZE.height };
}

function usePlace(field: HTMLInputElement): Box {
  const [place, setPlace] = useState<Box>(() => nowOf(field));
  useLayoutEffect(() => {
    const move = (): void => setPlace(nowOf(field));
    // A panel that slides in brings its field along.
    const sliding = field.closest('[role=dialog], section');
    window.addEventListener('resize', move);
    sliding?.addEventListener('transitionend', move);
    return () => {
      window.removeEventListener('resize', move);
      sliding?.removeEventListener('transitionend', move);
    };
  }, [field]);
  return place;
}

function nowOf(field: HTMLInputElement): Box {
  return placePad(field.getBoundingClientRect(), SIZE, { width: window.innerWidth, height: window.innerHeight });
}
