import type { ErrorAnswer } from '@jifen/ui';
import type { ApprovalRequest } from '../api/model.ts';

/** One act that a second person has to allow. */
export type WantedApproval = Omit<ApprovalRequest, 'staffId' | 'pin'>;

const OPERATIONS: readonly WantedApproval['operation'][] = ['refund_over_limit', 'void', 'stock_adjustment', 'no_sale'];

/** What a refused command wants allowed; null when it was refused for something else. */
export function readWantedApproval(command: string, answer: ErrorAnswer): WantedApproval | null {
  if (answer.code !== 'approval_needed') return null;
  const operation = OPERATIONS.find((known) => known === answer['operation']);
  if (operation === undefined) return null;
  const { amountFen, memberId } = answer;
  return {
    command,
    operation,
    amountFen: typeof amountFen === 'number' ? amountFen : null,
    memberId: typeof memberId === 'string' ? memberId : null,
  };
}
