import { MAX_REDEMPTION_QUANTITY, type TenderMethod } from '@jifen/core';
import { EmptyState, ErrorNotice, RewardPicture, useFormat, type ErrorAnswer } from '@jifen/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconGift, IconUserSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keys/key-hint.tsx';
import type { MemberDetail, RedemptionReceipt, Reward } from '../api/model.ts';
import { MethodChoice } from '../payment/method-choice.tsx';
import { Fact } from '../shell/facts.tsx';
import { Stepper } from '../shell/stepper.tsx';
import classes from './redemption.module.css';

export type RedeemPanelProps = {
  readonly member: MemberDetail | undefined;
  readonly reward: Reward | undefined;
  readonly quantity: number;
  readonly onQuantity: (quantity: number) => void;
  readonly method: TenderMethod;
  readonly onMethod: (method: TenderMethod) => void;
  readonly done: RedemptionReceipt | null;
  readonly error: ErrorAnswer | null;
  readonly isBusy: boolean;
  readonly onRedeem: () => void;
  /** What comes after an exchange. */
  readonly next: { readonly label: string; readonly onNext: () => void };
};

/** What the member gives for the chosen reward, and the one button that does it. */
export function RedeemPanel(props: RedeemPanelProps): ReactNode {
  const { t } = useTranslation();
  const { member, reward, done, error, isBusy, onRedeem, next } = props;
  return (
    <>
      <div className={classes['middle']}>
        <Body {...props} />
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {done !== null && reward === undefined ? (
        <Button className={classes['act'] ?? ''} h={72} rightSection={<KeyHint action="act" />} onClick={next.onNext}>
          {next.label}
        </Button>
      ) : (
        <Button
          className={classes['act'] ?? ''}
          h={72}
          loading={isBusy}
          disabled={member === undefined || reward === undefined}
          rightSection={<KeyHint action="act" />}
          onClick={onRedeem}
        >
          {t('redemption.submit')}
        </Button>
      )}
    </>
  );
}

function Body(props: RedeemPanelProps): ReactNode {
  const { t } = useTranslation();
  const { member, reward, done } = props;
  if (member === undefined)
    return <EmptyState icon={IconUserSearch} title={t('redemption.noMember')} hint={t('redemption.noMemberHint')} />;
  if (done !== null) return <Done receipt={done} />;
  if (reward === undefined) return <EmptyState icon={IconGift} title={t('redemption.choose')} hint={t('redemption.chooseHint')} />;
  return <Exchange {...props} member={member} reward={reward} />;
}

function Done({ receipt }: { readonly receipt: RedemptionReceipt }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { rewardName: name, quantity, member, receiptNo } = receipt;
  return (
    <output>
      <EmptyState icon={IconCircleCheck} title={t('redemption.done', { name, n: format.count(quantity) })} hint={receiptNo} />
      <dl className={classes['facts']}>
        <Fact label={t('receipt.before')} value={format.count(member.before)} />
        <Fact label={t('redemption.spent')} value={format.signed(0 - member.spent)} />
        <Fact label={t('receipt.after')} value={format.count(member.after)} />
      </dl>
    </output>
  );
}

type ExchangeProps = RedeemPanelProps & { readonly member: MemberDetail; readonly reward: Reward };

function Exchange({ member, reward, quantity, onQuantity, method, onMethod }: ExchangeProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const needed = reward.points * quantity;
  const left = member.usableHere - needed;
  const cashFen = reward.cashFen * quantity;
  return (
    <Stack gap="sm">
      <div className={classes['chosen']}>
        <RewardPicture url={reward.pictureUrl} base="/" size={96} />
        <Text fw={650} p="sm">
          {reward.name}
        </Text>
      </div>
      <Group justify="space-between">
        <Text>{t('redemption.quantity')}</Text>
        <Stepper of={reward.name} value={quantity} max={MAX_REDEMPTION_QUANTITY} onChange={onQuantity} />
      </Group>
      <dl className={classes['facts']}>
        <Fact label={t('redemption.need')} value={format.count(needed)} />
        <Fact label={t('redemption.usable')} value={format.count(member.usableHere)} />
        {left >= 0 ? (
          <Fact label={t('redemption.left')} value={format.count(left)} />
        ) : (
          <div className={classes['short']}>
            <dt>{t('redemption.left')}</dt>
            <dd>{t('redemption.shortBy', { n: format.count(-left) })}</dd>
          </div>
        )}
        {cashFen > 0 && <Fact label={t('redemption.cash')} value={format.yuan(cashFen)} />}
      </dl>
      {cashFen > 0 && <MethodChoice label={t('redemption.cash')} method={method} onChoose={onMethod} />}
    </Stack>
  );
}
