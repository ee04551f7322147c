import { expect, test } from 'vitest';
import { readWantedApproval } from '../../../../apps/pos-desktop/src/renderer/approval/wanted-approval.ts';

test('a command that wants a second person says for what', () => {
  expect(readWantedApproval('cmd', { code: 'approval_needed', operation: 'void', amountFen: 3_100, memberId: 'wang' })).toEqual({
    command: 'cmd',
    operation: 'void',
    amountFen: 3_100,
    memberId: 'wang',
  });
  expect(readWantedApproval('cmd', { code: 'approval_needed', operation: 'no_sale', amountFen: null, memberId: null })).toMatchObject({
    amountFen: null,
    memberId: null,
  });
});

test.each([[{ code: 'not_permitted' }], [{ code: 'approval_needed' }], [{ code: 'approval_needed', operation: 'an_act_of_tomorrow' }]])(
  '%o is no act that anybody here can allow',
  (answer) => {
    expect(readWantedApproval('cmd', answer)).toBeNull();
  },
);
