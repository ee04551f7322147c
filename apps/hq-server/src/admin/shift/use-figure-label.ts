import { useTranslation } from 'react-i18next';

/** What a person calls a figure of a shift's report, by its path such as `cash.salesFen` or `tenders.wechat.refundsFen`. */
export function useFigureLabel(): (path: string) => string {
  const { t } = useTranslation();
  return (path) => {
    const [group, method, kind] = path.split('.');
    if (group !== 'tenders') return t(`shift.${path}`, { defaultValue: path });
    return t(kind === 'salesFen' ? 'shift.tenderSales' : 'shift.tenderRefunds', { method: t(`tender.${method}`) });
  };
}
