import { Button, Modal, Stack, Text } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import type { SessionStore } from './session-store.ts';
import { useSessionState } from './use-session.ts';

type Person = { readonly id: string; readonly name: string };

export type ExpiredDialogProps<P extends Person> = {
  readonly store: SessionStore<P>;
  readonly title: string;
  readonly hintFor: (name: string) => string;
  readonly leaveLabel: string;
  readonly onLeave: () => void;
  /** The sign-in form of the face, with the way out below its own button. */
  readonly Form: ComponentType<{ readonly children?: ReactNode }>;
};

/** Over the page, which stays as it was: calls that met the expired session wait and then go on. */
export function ExpiredDialog<P extends Person>({ store, title, hintFor, leaveLabel, onLeave, Form }: ExpiredDialogProps<P>): ReactNode {
  const state = useSessionState(store);
  const name = state.kind === 'expired' ? state.session.person.name : '';
  return (
    <Modal
      opened={state.kind === 'expired'}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={title}
      zIndex={400}
    >
      <Stack>
        <Text>{hintFor(name)}</Text>
        <Form>
          <Button variant="subtle" color="red" onClick={onLeave}>
            {leaveLabel}
          </Button>
        </Form>
      </Stack>
    </Modal>
  );
}
