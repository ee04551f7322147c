import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './title.module.css';
import { useCountedDialog } from './dialog-count.ts';

type DialogProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
};

/** A dialog whose content is made anew each time that it opens: a form starts with fresh values and a fresh id. */
export function Dialog({ title, isOpen, onClose, size = 480, children }: DialogProps): ReactNode {
  const { t } = useTranslation();
  useCountedDialog(isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={size}
      classNames={{ title: classes['title'] ?? '' }}
      closeButtonProps={{ 'aria-label': t('shared.close') }}
      closeOnClickOutside={false}
      zIndex={250}
    >
      {children}
    </Modal>
  );
}
