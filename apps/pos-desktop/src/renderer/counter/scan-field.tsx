import { Amount } from '@jifen/ui';
import { Alert, Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { IconBarcode } from '@tabler/icons-react';
import { useEffect, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../api/model.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { isComposing } from '../keys/listen-to-keys.ts';
import classes from './basket.module.css';
import { useScan, type ScanActs } from './use-scan.ts';

export type ScanFieldProps = ScanActs & {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** The longest code is shorter; all that a novel brings beyond it stays outside. */
const MAX_TYPED = 4_000;

/** One field for goods, amounts and member cards, by scanner or by hand. */
export function ScanField({ fieldRef, text, onText, ...acts }: ScanFieldProps): ReactNode {
  const { t } = useTranslation();
  const { missed, found, change, choose, submit } = useScan(text, onText, acts);
  const combobox = useCombobox();
  useEffect(() => fieldRef.current?.focus(), [fieldRef]);

  function onType(next: string): void {
    change(next);
    combobox.resetSelectedOption();
    if (next.trim() === '') combobox.closeDropdown();
    else combobox.openDropdown();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      onType('');
    }
    if (event.key !== 'Enter' || event.repeat) return;
    if (combobox.dropdownOpened && combobox.getSelectedOptionIndex() !== -1) return;
    event.preventDefault();
    if (submit(event.timeStamp) === 'several') combobox.selectFirstOption();
  }

  return (
    <div className={classes['field']}>
      <Combobox store={combobox} onOptionSubmit={choose} shadow="md" withinPortal={false}>
        <Combobox.Target withKeyboardNavigation={text !== ''}>
          <TextInput
            ref={fieldRef}
            data-commands
            data-typing
            data-pad="goods"
            aria-label={t('counter.scanLabel')}
            placeholder={t('counter.scanPlaceholder')}
            leftSection={<IconBarcode size={22} aria-hidden />}
            rightSection={<KeyHint action="field" />}
            rightSectionWidth={48}
            autoComplete="off"
            spellCheck={false}
            maxLength={MAX_TYPED}
            value={text}
            onChange={(event) => onType(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={found === undefined || found.length === 0}>
          <Combobox.Options aria-label={t('counter.products')}>
            {found?.map((product) => (
              <ProductOption key={product.id} product={product} />
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {missed !== null && (
        <Alert color="amber" p="xs" className={classes['miss'] ?? ''}>
          {t('counter.noSuchName', { text: Array.from(missed).slice(0, 40).join('') })}
        </Alert>
      )}
    </div>
  );
}

function ProductOption({ product }: { readonly product: Product }): ReactNode {
  return (
    <Combobox.Option value={product.id}>
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
  );
}
