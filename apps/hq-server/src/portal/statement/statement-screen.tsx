import { PAR_BP } from '@jifen/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconReceipt } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pages } from '../piece/pages.tsx';
import { Screen } from '../piece/screen.tsx';
import { useBranchName, useStatement, type StatementEntry } from '../queries.ts';
import { describeEntry, findBonus, type Bonus } from './describe-entry.ts';
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
  return (
    <li className={classes['entry']}>
      <div>
        <div className={classes['what']}>{describeEntry(entry, { t, format })}</div>
        <div className={classes['when']}>{format.dateTime(entry.at)}</div>
        {branch !== null && <div className={classes['when']}>{branch}</div>}
        <BonusText bonus={findBonus(entry)} />
      </div>
      <div className={classes['points']} data-sign={Math.sign(entry.points)}>
        {format.signed(entry.points)}
      </div>
    </li>
  );
}

function BonusText({ bonus }: { readonly bonus: Bonus | null }): ReactNode {
  const { t } = useTranslation();
  if (bonus === null) return null;
  const rate = bonus.tierBp / PAR_BP;
  return <div className={classes['when']}>{t(bonus.hasCampaign ? 'statement.rateWithCampaign' : 'statement.rate', { rate })}</div>;
}
