import { Amount, type ErrorAnswer, answerOf } from '@jifen/ui';
import { Alert, Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { IconBarcode } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { KeyHint } from '../shell/key-hint.tsx';
import { findByCode, useProductSearch } from './queries.ts';
import { readScan } from './scan.ts';

/** Some scanners end a code with two line ends; the second must not pay. */
const SECOND_ENTER_MS = 400;

export type ScanFieldProps = {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onProduct: (product: Product, quantity: number) => void;
  readonly onAmount: (amountFen: number) => void;
  readonly onMember: (memberId: string) => void;
  /** Enter with nothing typed. */
  readonly onPay: () => void;
  readonly onError: (answer: ErrorAnswer | null) => void;
};

/** One field for goods, amounts and member cards, by scanner or by hand. */
export function ScanField({ fieldRef, onProduct, onAmount, onMember, onPay, onError }: ScanFieldProps): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState<string | null>(null);
  const lastEnterAt = useRef(0);
  const combobox = useCombobox();
  const { found, name } = useProductSearch(text);

  function change(next: string): void {
    setText(next);
    setUnknown(null);
    combobox.resetSelectedOption();
    if (next.trim() === '') combobox.closeDropdown();
    else combobox.openDropdown();
  }

  async function lookUp(code: string, quantity: number, mayBeMember: boolean): Promise<void> {
    try {
      const result = await findByCode(api, code, mayBeMember);
      if (result.kind === 'product') onProduct(result.product, quantity);
      else if (result.kind === 'member') onMember(result.memberId);
      else setUnknown(t('counter.noProduct', { code }));
    } catch (error) {
      onError(answerOf(error));
      // Back into the field, unless the next scan has begun.
      setText((now) => (now === '' ? code : now));
    }
  }

  function submit(timeStamp: number): void {
    const scan = readScan(text);
    const isSecondEnter = timeStamp - lastEnterAt.current < SECOND_ENTER_MS;
    lastEnterAt.current = timeStamp;
    if (scan.kind === 'nothing') {
      if (!isSecondEnter) onPay();
      return;
    }
    onError(null);
    if (scan.kind === 'name') {
      takeName(scan.text);
      return;
    }
    if (scan.kind === 'bad_amount') {
      onError(scan.problem);
      return;
    }
    // Emptied at once: the next scan may begin before this one is found.
    change('');
    if (scan.kind === 'amount') onAmount(scan.amountFen);
    else void lookUp(scan.code, scan.quantity, scan.mayBeMember);
  }

  function takeName(typed: string): void {
    const [only, second] = found ?? [];
    if (found === undefined || name !== typed) return;
    if (only === undefined) setUnknown(t('counter.noSuchName', { text: typed }));
    else if (second === undefined) choose(only.id);
    else combobox.selectFirstOption();
  }

  function choose(productId: string): void {
    const product = found?.find(({ id }) => id === productId);
    if (product === undefined) return;
    onProduct(product, 1);
    change('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      change('');
    }
    if (event.key !== 'Enter' || event.repeat) return;
    if (combobox.dropdownOpened && combobox.getSelectedOptionIndex() !== -1) return;
    event.preventDefault();
    submit(event.timeStamp);
  }

  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={choose} shadow="md">
        <Combobox.Target>
          <TextInput
            ref={fieldRef}
            aria-label={t('counter.scanLabel')}
            placeholder={t('counter.scanPlaceholder')}
            leftSection={<IconBarcode size={22} aria-hidden />}
            rightSection={<KeyHint name="F2" />}
            rightSectionWidth={48}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={found === undefined || found.length === 0}>
          <Combobox.Options>
            {found?.map((product) => (
              <Combobox.Option key={product.id} value={product.id}>
                <Group justify="space-between" wrap="nowrap" mih={36}>
                  <div>
                    <Text>{product.name}</Text>
                    <Text size="xs" c="dimmed" className="jifen-number">
                      {product.barcode}
                    </Text>
                  </div>
                  <Amount amountFen={product.priceFen} fw={600} />
                </Group>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {unknown !== null && (
        <Alert role="alert" color="amber" mt="xs" p="xs">
          {unknown}
        </Alert>
      )}
    </div>
  );
}
