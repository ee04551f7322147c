import type { StaffMember } from './queries.ts';

export type StaffDraft = {
  readonly account: string;
  readonly name: string;
  readonly role: StaffMember['role'];
  readonly branchId: string;
  readonly isActive: boolean;
  /** Empty: as it is. */
  readonly password: string;
  readonly pin: string;
  readonly mustChangePin: boolean;
};

export function draftOf(person: StaffMember | null, branchId: string): StaffDraft {
  const secrets = { password: '', pin: '', mustChangePin: true };
  if (person === null) return { account: '', name: '', role: 'cashier', branchId, isActive: true, ...secrets };
  const { account, name, role, isActive } = person;
  return { account, name, role, branchId: person.branchId ?? '', isActive, ...secrets };
}

/** What the draft says; secrets only where they were typed. */
export function contentOf(draft: StaffDraft) {
  const { role, isActive, password, pin, mustChangePin } = draft;
  return {
    account: draft.account.trim(),
    name: draft.name.trim(),
    role,
    branchId: role === 'hq_admin' ? null : draft.branchId,
    isActive,
    ...(password === '' ? {} : { password }),
    ...(pin === '' ? {} : { pin, mustChangePin }),
  };
}

/** Only what differs from the record: somebody else may have changed the rest. */
export function changesOf(draft: StaffDraft, person: StaffMember) {
  const { account, name, role, branchId, isActive, ...secrets } = contentOf(draft);
  return {
    ...(account === person.account ? {} : { account }),
    ...(name === person.name ? {} : { name }),
    ...(role === person.role ? {} : { role }),
    ...(branchId === person.branchId ? {} : { branchId }),
    ...(isActive === person.isActive ? {} : { isActive }),
    ...secrets,
  };
}
