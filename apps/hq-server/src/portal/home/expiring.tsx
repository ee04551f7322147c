import { Text, Title } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../queries.ts';
import classes from './home.module.css';

/** Points by the month at whose end they go. */
export function Expiring({ soon }: { readonly soon: Me['expiringSoon'] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (soon.length === 0) return null;
  return (
    <section className={classes['expiring']} aria-labelledby="expiring">
      <Title order={2} size="h4" id="expiring">
        {t('home.expiring')}
      </Title>
      <ul>
        {soon.map(({ vintage, n }) => (
          <li key={vintage}>
            <Text span inherit>
              {t('home.expiringItem', { month: t('home.month', { year: vintage.slice(0, 4), month: Number(vintage.slice(5)) }) })}
            </Text>
            <Text span inherit fw={700} className="jifen-number">
              {t('shared.points', { n: format.count(n) })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
