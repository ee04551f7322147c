import { useFormat } from '@jifen/ui';
import { Badge, Group, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconCrown, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { Facts } from '../shell/facts.tsx';
import { cardOf } from './card-of.ts';
import classes from './member.module.css';
import { sentenceOfWhere } from './where-points.ts';

/** One member: rank, what they own, and what of it may be spent at this till right now. */
export function MemberCard({ member, children }: { readonly member: MemberDetail; readonly children: ReactNode }): ReactNode {
  return (
    <div className={classes['card']}>
      <div>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text fw={700} fz={22} lh={1.25} className={classes['name'] ?? ''}>
            {member.name}
          </Text>
          {children}
        </Group>
        <Text size="sm" c="dimmed" className="jifen-number">
          {member.phoneMasked ?? cardOf(member)}
        </Text>
      </div>
      <Rank member={member} />
      <Balance member={member} />
      <MemberFacts member={member} />
    </div>
  );
}

function Rank({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { tier, nextTier, experience, isActive } = member;
  const missing = nextTier?.missingExperience ?? 0;
  return (
    <div>
      <Group gap={6} mb={6}>
        {tier !== null && (
          <Badge size="lg" tt="none" color="jade" variant="light" leftSection={<IconCrown size={15} aria-hidden />}>
            {tier.name} {format.rate(tier.rateBp)}
          </Badge>
        )}
        {!isActive && (
          <Badge size="lg" tt="none" color="red" leftSection={<IconAlertTriangle size={15} aria-hidden />}>
            {t('member.inactive')}
          </Badge>
        )}
      </Group>
      <Progress value={missing === 0 ? 100 : (experience / (experience + missing)) * 100} size={6} aria-hidden />
      <Text size="sm" c="dimmed" mt={4}>
        {nextTier === null ? t('member.topTier') : t('member.nextTier', { tier: nextTier.name, n: format.count(missing) })}
      </Text>
    </div>
  );
}

function Balance({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes['balance']}>
      <Text size="sm">{t('member.usableHere')}</Text>
      <Text className={`jifen-number ${classes['usable'] ?? ''}`}>{format.count(member.usableHere)}</Text>
      <Where member={member} />
      <Group justify="space-between" className={classes['all']} gap={4}>
        <Text size="sm">{t('member.points')}</Text>
        <Text fw={650} className="jifen-number">
          {format.count(member.points)}
        </Text>
      </Group>
      {member.expiringHere !== null && (
        <Text size="sm" fw={600}>
          {t('member.expiring', { n: format.count(member.expiringHere.n), month: member.expiringHere.vintage })}
        </Text>
      )}
      {member.debt > 0 && (
        <Text size="sm" fw={600} className={classes['debt']}>
          {t('member.debt', { n: format.count(member.debt) })}
        </Text>
      )}
      <Text size="xs" className="jifen-number">
        {member.asOf === null ? t('member.asOfUnknown') : t('member.asOf', { time: format.dateTime(member.asOf) })}
      </Text>
    </div>
  );
}

/** Where the rest lies and what to do about it. */
function Where({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = sentenceOfWhere(member, (key, values) => t(key, values ?? {}), format.count);
  if (sentence === null) return null;
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <IconMapPin size={16} className={classes['pin']} aria-hidden />
      <Text size="sm">{sentence}</Text>
    </Group>
  );
}

function MemberFacts({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { purchases, totalSpendFen, lastPurchaseAt } = member;
  return (
    <Facts
      look="dense"
      facts={[
        { label: t('member.card'), value: cardOf(member) ?? t('shared.none') },
        { label: t('member.purchases'), value: t('member.purchasesValue', { n: format.count(purchases) }) },
        { label: t('member.totalSpend'), value: format.yuan(totalSpendFen) },
        { label: t('member.lastPurchase'), value: lastPurchaseAt === null ? t('member.never') : format.date(lastPurchaseAt) },
      ]}
    />
  );
}
