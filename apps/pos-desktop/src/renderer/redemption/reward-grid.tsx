import { Amount, EmptyState, ErrorNotice, RewardPicture, useFormat } from '@jifen/ui';
import { Center, Text, UnstyledButton } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reward } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { KeyCap } from '../keys/key-hint.tsx';
import { useNumberedList } from '../keys/use-numbered-list.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { useRewards } from './queries.ts';
import classes from './redemption.module.css';
import { Waiting } from '../shell/waiting.tsx';

export type RewardGridProps = {
  readonly chosenId: string | null;
  /** What the member may spend here; null without a member. */
  readonly usable: number | null;
  readonly onChoose: (rewardId: string) => void;
  /** Enter on the reward that is chosen already. */
  readonly onConfirm: () => void;
};

export function RewardGrid({ chosenId, usable, onChoose, onConfirm }: RewardGridProps): ReactNode {
  const { t } = useTranslation();
  const rewards = useRewards();
  const listRef = useNumberedList();
  const answer = errorAnswerOf(rewards.error);
  if (rewards.data === undefined) {
    return (
      <Center className={classes['fill']}>
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void rewards.refetch()} />}
      </Center>
    );
  }
  if (rewards.data.items.length === 0) {
    return (
      <Center className={classes['fill']}>
        <EmptyState icon={IconGift} title={t('redemption.empty')} hint={t('redemption.emptyHint')} />
      </Center>
    );
  }
  return (
    <ul className={classes['grid']} aria-label={t('redemption.rewards')} ref={listRef}>
      {rewards.data.items.map((reward, i) => (
        <li key={reward.id}>
          <RewardTile
            reward={reward}
            usable={usable}
            n={i + 1}
            isChosen={reward.id === chosenId}
            onChoose={() => onChoose(reward.id)}
            onConfirm={onConfirm}
          />
        </li>
      ))}
    </ul>
  );
}

type TileProps = {
  readonly reward: Reward;
  readonly usable: number | null;
  /** Its place in the list: the first nine are chosen by it. */
  readonly n: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onConfirm: () => void;
};

/** An Enter that was still meant for the choice does not redeem. */
const SETTLE_MS = 300;

function RewardTile({ reward, usable, n, isChosen, onChoose, onConfirm }: TileProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { onHand } = reward.stock;
  const chosenAt = useRef(0);
  const shortBy = usable === null ? 0 : Math.max(0, reward.points - usable);
  return (
    <UnstyledButton
      className={classes['tile']}
      ref={n === 1 ? focusAtOnce : undefined}
      aria-pressed={isChosen}
      data-is-out={onHand <= 0 ? true : undefined}
      onClick={(event) => {
        const byKey = event.detail === 0;
        if (!isChosen) chosenAt.current = event.timeStamp;
        if (isChosen && byKey && event.timeStamp - chosenAt.current > SETTLE_MS) onConfirm();
        else onChoose();
      }}
    >
      <RewardPicture url={reward.pictureUrl} base="/" size={96} />
      <span className={classes['text']}>
        <Text span fw={600} className={classes['name']}>
          {reward.name}
        </Text>
        <Text span className={`jifen-number ${classes['price'] ?? ''}`}>
          {t('redemption.price', { n: format.count(reward.points) })}
          {reward.cashFen > 0 && (
            <>
              {' + '}
              <Amount amountFen={reward.cashFen} />
            </>
          )}
        </Text>
        <Text span size="sm" className={onHand > 0 && shortBy === 0 ? classes['calm'] : classes['warn']}>
          {onHand > 0 ? t('redemption.stock', { n: format.count(onHand) }) : t('redemption.stockNone')}
          {shortBy > 0 && onHand > 0 && ` · ${t('redemption.shortBy', { n: format.count(shortBy) })}`}
        </Text>
      </span>
      {n <= 9 && (
        <span className={classes['n']}>
          <KeyCap name={String(n)} />
        </span>
      )}
    </UnstyledButton>
  );
}
