import { answerOf, createFilledContext } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { ApprovalDialog } from './approval-dialog.tsx';
import { readWantedApproval, type WantedApproval } from './wanted-approval.ts';

/** Asks a manager to allow one act; null: it was not allowed. */
type AskApproval = (wanted: WantedApproval) => Promise<string | null>;

const [ApprovalContext, useAskApproval] = createFilledContext<AskApproval>('approvals need ApprovalProvider around them');

type Asked = { readonly wanted: WantedApproval; readonly answer: (approval: string | null) => void };

/** One dialog for every act that a second person has to allow. */
export function ApprovalProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [ask] = useState((): AskApproval => async (wanted) => new Promise((resolve) => setAsked({ wanted, answer: resolve })));
  function answer(approval: string | null): void {
    asked?.answer(approval);
    setAsked(null);
  }
  return (
    <ApprovalContext value={ask}>
      {children}
      {asked !== null && <ApprovalDialog wanted={asked.wanted} onApproved={answer} onClose={() => answer(null)} />}
    </ApprovalContext>
  );
}

/**
 * An act that asks for a manager where the person may not do it alone, and then is sent again with the leave:
 *
 *   act ──approval_needed──► dialog ──PIN──► act with `approval`;  ──closed──► the refusal, nothing done
 */
export function useApproved<T extends { readonly id: string }, A>(
  act: (request: T & { readonly approval?: string }) => Promise<A>,
): (request: T) => Promise<A> {
  const ask = useAskApproval();
  return async (request) => {
    try {
      return await act(request);
    } catch (error) {
      const wanted = readWantedApproval(request.id, answerOf(error));
      if (wanted === null) throw error;
      const approval = await ask(wanted);
      if (approval === null) throw error;
      return await act({ ...request, approval });
    }
  };
}
