import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../queries.ts';
import classes from './home.module.css';

/** The card as one would carry it: tier, points to spend, how far the next tier is, and the number. */
export function MemberCard({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes['card']} aria-label={t('home.card')}>
      <div className={classes['tier']}>{me.tier.name}</div>
      <div>
        <div>{t('home.available')}</div>
        <div className={classes['points']}>
          {format.count(me.available)} <span className={classes['unit']}>{t('home.points')}</span>
        </div>
        {me.reserved > 0 && <div>{t('home.reserved', { n: format.count(me.reserved) })}</div>}
      </div>
      <NextTier me={me} />
      {me.cards[0] !== undefined && (
        <div className={classes['number']}>
          {t('home.cardNumber')} <span className="jifen-number">{groupsOf(me.cards[0])}</span>
        </div>
      )}
    </section>
  );
}

function NextTier({ me: { nextTier, experience } }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (nextTier === null) return <div>{t('home.top')}</div>;
  return (
    <div>
      <progress
        className={classes['progress']}
        aria-label={t('home.progress')}
        max={experience + nextTier.missingExperience}
        value={experience}
      />
      <div>{t('home.next', { n: format.count(nextTier.missingExperience), tier: nextTier.name })}</div>
    </div>
  );
}

/** 13 digits in groups that can be read out. */
function groupsOf(card: string): string {
  return `${card.slice(0, 1)} ${card.slice(1, 7)} ${card.slice(7)}`;
}
