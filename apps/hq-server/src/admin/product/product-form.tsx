import { Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DRUG_CLASSES, formatYuan, fen, parseYuan } from '@jifen/core';
import { newId } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useSaveProduct, type ProductRecord } from './queries.ts';

const FIELD_BY_CODE = {
  duplicate_barcode: 'barcode',
  name_empty: 'name',
  amount_not_a_number: 'price',
  amount_negative: 'price',
  amount_has_fraction_of_fen: 'price',
  amount_too_large: 'price',
} as const;

type ProductFormProps = { readonly product: ProductRecord | null; readonly onDone: () => void };

export function ProductForm({ product, onDone }: ProductFormProps): ReactNode {
  const { t } = useTranslation();
  const [id] = useState(() => product?.id ?? newId());
  const saved = useSaved('products');
  const form = useForm({
    initialValues: {
      name: product?.name ?? '',
      barcode: product?.barcode ?? '',
      price: product === null ? '' : formatYuan(fen(product.priceFen)),
      category: product?.category ?? '',
      drugClass: product?.drugClass ?? 'general',
      earns: product?.earns ?? true,
      isActive: product?.isActive ?? true,
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('error.name_empty') : null),
      barcode: (barcode) => (barcode.trim() === '' ? t('piece.required') : null),
      category: (category) => (category.trim() === '' ? t('piece.required') : null),
      price: (text) => {
        const price = parseYuan(text);
        return price.ok ? null : t(`error.${price.error.code}`);
      },
    },
  });
  const sending = useSend(useSaveProduct(product === null), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ name, barcode, category, price, ...rest }) => {
    const amount = parseYuan(price);
    if (!amount.ok) return;
    sending.send({ id, ...rest, name: name.trim(), barcode: barcode.trim(), category: category.trim(), priceFen: amount.value }, () => {
      onDone();
      saved();
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={t('product.name')} withAsterisk data-autofocus maxLength={100} {...form.getInputProps('name')} />
        <Group grow align="flex-start">
          <TextInput label={t('product.barcode')} withAsterisk inputMode="numeric" maxLength={64} {...form.getInputProps('barcode')} />
          <TextInput label={t('product.priceYuan')} withAsterisk inputMode="decimal" {...form.getInputProps('price')} />
        </Group>
        <Group grow align="flex-start">
          <TextInput label={t('product.category')} withAsterisk maxLength={40} {...form.getInputProps('category')} />
          <Select
            label={t('product.drugClass')}
            withAsterisk
            allowDeselect={false}
            data={DRUG_CLASSES.map((drugClass) => ({ value: drugClass, label: t(`drugClass.${drugClass}`) }))}
            {...form.getInputProps('drugClass')}
          />
        </Group>
        <Group gap="lg" mt="xs">
          <Checkbox label={t('product.earnsLabel')} {...form.getInputProps('earns', { type: 'checkbox' })} />
          <Checkbox label={t('product.isActive')} {...form.getInputProps('isActive', { type: 'checkbox' })} />
        </Group>
      </Stack>
      <FormFoot sending={sending} submitLabel={t(product === null ? 'product.submitCreate' : 'shared.save')} onCancel={onDone} />
    </form>
  );
}
