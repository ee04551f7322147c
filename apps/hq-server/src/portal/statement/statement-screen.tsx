import { EmptyState, useFormat } from '@jifen/ui';
import { IconReceipt } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pages } from '../piece/pages.tsx';
import { Screen } from '../piece/screen.tsx';
import { useBranchName, useStatement, type StatementEntry } from '../queries.ts';
import { describeEntry, findBonusRate } from './describe-entry.ts';
import classes from './statement.module.css';

export function StatementScreen(): ReactNode {
  const { t } = useTranslation();
  return (
    <Screen title={t('statement.title')}>
      <Pages
        query={useStatement()}
        itemHeight={88}
        empty={<EmptyState icon={IconReceipt} title={t('statement.emptyTitle')} hint={t('statement.emptyHint')} />}
      >
        {(entries) => (
          <ul className={classes['list']} aria-label={t('statement.list')}>
            {entries.map((entry) => (
              <Entry key={`${entry.id} ${entry.kind}`} entry={entry} />
            ))}
          </ul>
        )}
      </Pages>
    </Screen>
  );
}

function Entry({ entry }: { readonly entry: StatementEntry }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const branch = branchName(entry.branchId);
  const bonus = findBonusRate(entry);
  const time = format.dateTime(entry.at);
  return (
    <li className={classes['entry']}>
      <div>
        <div className={classes['what']}>{describeEntry(entry, { t, format })}</div>
        <div className={classes['when']}>
          {branch === null ? time : t('statement.atBranch', { time, branch })}
          {bonus !== null && ` · ${t('statement.rate', { rate: format.rate(bonus).slice(1) })}`}
        </div>
      </div>
      <div className={classes['points']} data-sign={Math.sign(entry.points)}>
        {entry.points === 0 ? '0' : format.signed(entry.points)}
      </div>
    </li>
  );
}
