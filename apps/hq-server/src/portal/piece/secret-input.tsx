import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A password, with an eye that a thumb can hit. */
export function SecretInput(props: PasswordInputProps): ReactNode {
  const { t } = useTranslation();
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      vars={() => ({ root: { '--psi-button-size': '44px', '--psi-icon-size': '24px' } })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...props}
    />
  );
}
