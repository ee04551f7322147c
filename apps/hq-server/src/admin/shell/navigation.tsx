import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { screens, type Screen } from '../screens.ts';
import { useIsHqAdmin, useSession } from '../session.ts';
import classes from './shell.module.css';

const groups = ['people', 'chain', 'points', 'watch'] as const;

export function Navigation(): ReactNode {
  const { t } = useTranslation();
  const { role } = useSession().person;
  const visible = screens.filter((screen) => screen.roles.includes(role));
  return (
    <div className={classes['links']}>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`nav-${group}`}>
          <div id={`nav-${group}`} className={classes['group']}>
            {t(`shell.group.${group}`)}
          </div>
          <ul>
            {visible
              .filter((screen) => screen.group === group)
              .map((screen) => (
                <NavigationLink key={screen.name} screen={screen} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function NavigationLink({ screen }: { readonly screen: Screen }): ReactNode {
  const { t } = useTranslation();
  const [location] = useLocation();
  const isHqAdmin = useIsHqAdmin();
  const isOwnBranch = screen.name === 'branches' && !isHqAdmin;
  const href = `/${screen.name}`;
  const isCurrent = location === href || location.startsWith(`${href}/`);
  return (
    <li>
      <Link href={href} className={classes['link']} aria-current={isCurrent ? 'page' : undefined}>
        <screen.icon size={18} stroke={1.7} aria-hidden />
        {isOwnBranch ? t('branch.ownTitle') : t(`shell.nav.${screen.name}`)}
      </Link>
    </li>
  );
}
