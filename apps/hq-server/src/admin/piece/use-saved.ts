import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/** After a change went through: says so, and reads everything of that kind again. */
export function useSaved(kind: string): (message?: string) => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (message) => {
    notifications.show({
      message: message ?? t('piece.saved'),
      color: 'jade',
      autoClose: 3000,
      closeButtonProps: { 'aria-label': t('shared.close') },
    });
    void client.invalidateQueries({ queryKey: [kind] });
  };
}
