import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './welcome.module.css';

/** The door of the till: the chain's colour beside what has to be done to get in. */
export function Welcome({ place, children }: { readonly place?: string; readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes['welcome']}>
      <aside className={classes['brand']}>
        <img src="/favicon.svg" alt="" width={72} height={72} className={classes['mark']} />
        <Text className={classes['name']}>{t('shell.product')}</Text>
        {place !== undefined && <Text size="xl">{place}</Text>}
        <Text className={classes['slogan']}>{t('signIn.slogan')}</Text>
      </aside>
      <main className={classes['body']}>
        <div className={classes['content']}>{children}</div>
      </main>
    </div>
  );
}
