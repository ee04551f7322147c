import { Drawer } from '@mantine/core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogCountContext } from './dialog-count.ts';
import classes from './title.module.css';

type SideDrawerProps = { readonly title: string; readonly isOpen: boolean; readonly onClose: () => void; readonly children: ReactNode };

/** One record beside its list. Escape closes what lies on top only. */
export function SideDrawer({ title, isOpen, onClose, children }: SideDrawerProps): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(0);
  const change = useCallback((by: 1 | -1) => setOpen((before) => before + by), []);
  const count = useMemo(() => ({ open, change }), [open, change]);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      closeOnEscape={open === 0}
      title={title}
      position="right"
      size={620}
      closeButtonProps={{ 'aria-label': t('shared.close') }}
      classNames={{ title: classes['title'] ?? '' }}
    >
      <DialogCountContext value={count}>{children}</DialogCountContext>
    </Drawer>
  );
}
