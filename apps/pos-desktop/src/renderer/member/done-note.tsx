import { Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something is saved. */
export function DoneNote({ text }: { readonly text: string }): ReactNode {
  return (
    <Group component="output" gap={6} c="green">
      <IconCircleCheck size={20} aria-hidden />
      <Text>{text}</Text>
    </Group>
  );
}
