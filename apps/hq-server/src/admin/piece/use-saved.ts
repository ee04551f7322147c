import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/** After a change went through: reads the lists again that begin with one of `paths`, and says so. */
export function useSaved(...paths: readonly string[]): (message?: string) => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (message) => {
    notifications.show({ message: message ?? t('piece.saved'), color: 'jade', autoClose: 3000 });
    void client.invalidateQueries({
      predicate: ({ queryKey: [first] }) => typeof first === 'string' && paths.some((path) => first.startsWith(path)),
    });
  };
}
