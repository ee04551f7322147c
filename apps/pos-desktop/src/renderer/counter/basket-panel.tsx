import { EmptyState, newId, type ErrorAnswer } from '@jifen/ui';
import { IconShoppingBag } from '@tabler/icons-react';
import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../api/model.ts';
import { ParkBar } from '../park/park-bar.tsx';
import { BasketLine } from './basket-line.tsx';
import classes from './basket.module.css';
import { addAmount, addProduct, setQuantity } from './draft.ts';
import { markedLineOf } from './marked-line.ts';
import { ScanField } from './scan-field.tsx';
import type { Counter } from './use-counter.ts';
import { useBasketKeys } from './use-basket-keys.ts';
import type { ScanActs } from './use-scan.ts';

export type BasketPanelProps = Pick<ScanActs, 'onCode' | 'onGrant' | 'onReceipt'> & {
  readonly counter: Counter;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** What the customer buys. One line is marked: the keys mean it. */
export function BasketPanel({ counter, fieldRef, text, onText, onCode, onGrant, onReceipt }: BasketPanelProps): ReactNode {
  const { t } = useTranslation();
  const { draft, update, pay, showError } = counter;
  const [markedKey, setMarkedKey] = useState<string | null>(null);
  const marked = markedLineOf(draft.lines, markedKey);
  const focusField = (): void => fieldRef.current?.focus();
  useBasketKeys({ counter, markedKey, onMark: setMarkedKey, onQuantity: () => onText('*'), focusField });

  function addGoods(product: Product, quantity: number): void {
    setMarkedKey(product.id);
    update((now) => addProduct(now, product, quantity));
  }
  function addYuan(amountFen: number): void {
    const key = newId();
    setMarkedKey(key);
    update((now) => addAmount(now, amountFen, key));
  }
  function setMarked(quantity: number): void {
    const problem: ErrorAnswer | null = marked === undefined ? { code: 'basket_empty' } : null;
    if (marked !== undefined) update((now) => setQuantity(now, marked.key, quantity));
    showError(problem);
  }
  return (
    <>
      <ScanField
        {...{ fieldRef, text, onText, onCode, onGrant, onReceipt }}
        onProduct={addGoods}
        onAmount={addYuan}
        onQuantity={setMarked}
        onPay={pay}
        onError={showError}
      />
      {draft.lines.length === 0 ? (
        <div className={classes['empty']}>
          <EmptyState icon={IconShoppingBag} title={t('counter.basketEmpty')} hint={t('counter.basketEmptyHint')} />
        </div>
      ) : (
        <ul className={classes['lines']} aria-label={t('counter.basket')}>
          {draft.lines.map((line) => (
            <BasketLine
              key={line.key}
              line={line}
              isMarked={line === marked}
              onMark={() => setMarkedKey(line.key)}
              change={(next) => {
                update(next);
                focusField();
              }}
            />
          ))}
        </ul>
      )}
      <ParkBar counter={counter} onDone={focusField} />
    </>
  );
}
