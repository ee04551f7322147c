import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

export type PadKeyProps = {
  readonly name: string;
  readonly isWord?: boolean;
  readonly isMain?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly onPress: () => void;
  readonly children?: ReactNode;
};

/** A key for fingers: the keyboard types into the field itself, which keeps the focus. */
export function PadKey({
  name,
  isWord = false,
  isMain = false,
  isDisabled = false,
  className = '',
  onPress,
  children,
}: PadKeyProps): ReactNode {
  return (
    <Button
      variant={isMain ? 'filled' : 'default'}
      className={`jifen-number ${className}`}
      h="auto"
      mih={64}
      px={4}
      fz={isWord ? 18 : 26}
      aria-label={name}
      tabIndex={-1}
      disabled={isDisabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children ?? name}
    </Button>
  );
}
