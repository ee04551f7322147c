import { CloseButton, Drawer, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyLayer } from '../keys/keys-provider.tsx';
import classes from './side-panel.module.css';

export type SidePanelProps = {
  readonly side: 'left' | 'right';
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Work that comes in between and goes again, over one side of the screen. */
export function SidePanel({ side, title, onClose, children }: SidePanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer.Root opened onClose={onClose} closeOnEscape={false} position={side} size={460}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <Drawer.Body className={classes['body'] ?? ''}>
          <Group justify="space-between" mb="sm" wrap="nowrap">
            <Title order={2} size="h3">
              {title}
            </Title>
            <CloseButton size={48} iconSize={24} aria-label={t('shared.close')} onClick={onClose} />
          </Group>
          <KeyLayer onBack={onClose}>{children}</KeyLayer>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** The acts of a panel; they stay in sight while its content scrolls. */
export function PanelFoot({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={classes['foot']}>{children}</div>;
}
