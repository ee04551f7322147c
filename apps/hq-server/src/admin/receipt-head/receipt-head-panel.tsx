import { Button, FileButton, Group, Paper, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaved } from '../piece/use-saved.ts';
import { drawLogo } from './draw-logo.ts';
import type { Logo } from './logo-of.ts';
import { useReceiptHead, useSaveReceiptHead, type ReceiptHead } from './queries.ts';
import { readLogo } from './read-logo.ts';

const PICTURES = 'image/png,image/jpeg,image/webp,image/svg+xml';

/** What stands on every receipt of a branch: the picture at its head, the words at its foot. */
export function ReceiptHeadPanel({ branchId }: { readonly branchId: string }): ReactNode {
  const { t } = useTranslation();
  const query = useReceiptHead(branchId);
  if (query.isPending) return <Skeleton h={240} component="output" aria-label={t('shared.loading')} />;
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  return <HeadForm branchId={branchId} head={query.data} />;
}

function HeadForm({ branchId, head }: { readonly branchId: string; readonly head: ReceiptHead }): ReactNode {
  const { t } = useTranslation();
  const [note, setNote] = useState(head.receiptNote);
  const [logo, setLogo] = useState(head.logo);
  const [isUnreadable, setUnreadable] = useState(false);
  const save = useSaveReceiptHead(branchId);
  const saved = useSaved('branches');
  async function choose(file: File | null): Promise<void> {
    if (file === null) return;
    const read = await readLogo(file);
    setUnreadable(read === null);
    if (read !== null) setLogo(read);
  }
  const isSame = note.trim() === head.receiptNote && logo?.bits === head.logo?.bits && logo?.widthDots === head.logo?.widthDots;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ receiptNote: note.trim(), logo }, { onSuccess: () => saved() });
      }}
    >
      <Stack>
        <Stack gap="xs">
          <Text fw={600} size="sm">
            {t('receiptHead.logo')}
          </Text>
          <LogoPicture logo={logo} />
          <Group gap="sm">
            <FileButton accept={PICTURES} onChange={(file) => void choose(file)}>
              {(props) => (
                <Button variant="default" {...props}>
                  {t('receiptHead.choose')}
                </Button>
              )}
            </FileButton>
            {logo !== null && (
              <Button variant="subtle" color="gray" onClick={() => setLogo(null)}>
                {t('receiptHead.remove')}
              </Button>
            )}
          </Group>
          {isUnreadable && (
            <Text c="red" size="sm" role="alert">
              {t('receiptHead.unreadable')}
            </Text>
          )}
        </Stack>
        <Textarea
          label={t('receiptHead.note')}
          description={t('receiptHead.noteHint')}
          autosize
          minRows={2}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {save.error !== null && <ErrorNotice error={answerOf(save.error)} />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={isSame}>
            {t('shared.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** On white in every theme, as on paper. */
function LogoPicture({ logo }: { readonly logo: Logo | null }): ReactNode {
  const { t } = useTranslation();
  const source = useMemo(() => (logo === null ? null : drawLogo(logo)), [logo]);
  return (
    <Paper withBorder p="md" bg="white" style={{ textAlign: 'center' }}>
      {logo === null || source === null ? (
        <Text size="sm" c="#5c5f66">
          {t('receiptHead.noLogo')}
        </Text>
      ) : (
        <img
          src={source}
          width={logo.widthDots}
          height={logo.heightDots}
          alt={t('receiptHead.preview')}
          style={{ maxWidth: '100%', height: 'auto', imageRendering: 'pixelated' }}
        />
      )}
    </Paper>
  );
}
