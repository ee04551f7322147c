import { IconGift, IconHome, IconList, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import classes from './shell.module.css';

const tabs = [
  { name: 'home', path: '/', icon: IconHome },
  { name: 'statement', path: '/statement', icon: IconList },
  { name: 'rewards', path: '/rewards', icon: IconGift },
  { name: 'profile', path: '/profile', icon: IconUser },
] as const;

/** A page with its tabs at the thumb. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const [location] = useLocation();
  return (
    <div className={classes['page']}>
      <main className={classes['main']}>{children}</main>
      <nav className={classes['tabs']} aria-label={t('shell.navigation')}>
        {tabs.map(({ name, path, icon: Icon }) => {
          const isCurrent = path === '/' ? location === '/' : location.startsWith(path);
          return (
            <Link key={name} href={path} className={classes['tab']} aria-current={isCurrent ? 'page' : undefined}>
              <Icon size={26} stroke={1.8} aria-hidden />
              {t(`shell.tab.${name}`)}
            </Link>
          );
        })}
      </nav>
      <ConnectionNotice />
      <SignInAgain />
    </div>
  );
}
