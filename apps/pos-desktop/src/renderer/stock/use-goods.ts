import { useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';
import { useRewards } from '../redemption/queries.ts';

/** Of one reward: pieces on the shelf, and pieces that are kept for orders. */
export type Goods = { readonly rewardId: string; readonly name: string; readonly onHand: number; readonly consigned: number };

export type GoodsList = {
  /** Undefined until both lists are here. */
  readonly goods: readonly Goods[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** The rewards on offer with what of them lies here. */
export function useGoods(): GoodsList {
  const { api } = useTill();
  const rewards = useRewards();
  const stock = useQuery({ queryKey: ['stock'], queryFn: api.listStock });
  const retry = (): void => {
    void rewards.refetch();
    void stock.refetch();
  };
  const error = rewards.error ?? stock.error;
  if (rewards.data === undefined || stock.data === undefined) return { goods: undefined, error, retry };
  const { items } = stock.data;
  const goods = rewards.data.items.map(({ id: rewardId, name }): Goods => {
    const { onHand = 0, consigned = 0 } = items.find((item) => item.rewardId === rewardId) ?? {};
    return { rewardId, name, onHand, consigned };
  });
  return { goods, error, retry };
}
