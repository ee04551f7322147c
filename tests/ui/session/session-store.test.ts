import { createSessionStore, type Session } from '@jifen/ui';
import { expect, test } from 'vitest';

type Person = { readonly id: string; readonly name: string };

const anna: Session<Person> = { token: 'token-a', expiresAt: 1, person: { id: 'a', name: 'Anna' } };
const bert: Session<Person> = { token: 'token-b', expiresAt: 1, person: { id: 'b', name: 'Bert' } };

function openStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (i) => [...kept.keys()][i] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

const open = (storage: Storage | null = openStorage()) => createSessionStore<Person>({ storage, key: 'session' });

test('a session is kept in the storage, and forgotten at sign-out', () => {
  const storage = openStorage();
  open(storage).signIn(anna);
  expect(open(storage).getState()).toEqual({ kind: 'signed_in', session: anna });
  open(storage).signOut();
  expect(open(storage).getState()).toEqual({ kind: 'signed_out' });
});

test.each(['not json', '{}', '[]', 'null', '{"token":1}'])('what someone else kept under the key counts for nothing: %s', (text) => {
  const storage = openStorage();
  storage.setItem('session', text);
  expect(open(storage).getState()).toEqual({ kind: 'signed_out' });
});

test('without a storage the session lives in memory', () => {
  const store = open(null);
  store.signIn(anna);
  expect(store.getToken()).toBe('token-a');
});

test('calls that met the expired session go on once the same person is back', async () => {
  const store = open();
  store.signIn(anna);
  const waiting = [store.renew('token-a'), store.renew('token-a')];
  expect(store.getState()).toEqual({ kind: 'expired', session: anna });
  expect(store.getToken()).toBeNull();
  store.signIn({ ...anna, token: 'token-a2' });
  expect(await Promise.all(waiting)).toEqual([true, true]);
});

test('they fail when another person signs in, or when the person leaves', async () => {
  const store = open();
  store.signIn(anna);
  const first = store.renew('token-a');
  store.signIn(bert);
  expect(await first).toBe(false);
  const second = store.renew('token-b');
  store.signOut();
  expect(await second).toBe(false);
  expect(await store.renew('token-b')).toBe(false);
});

test('a call that was refused late, with the token before, goes on at once and asks nobody', async () => {
  const store = open();
  store.signIn({ ...anna, token: 'token-a2' });
  expect(await store.renew('token-a')).toBe(true);
  expect(store.getState().kind).toBe('signed_in');
});

test('listeners hear of every change until they leave', () => {
  const store = open();
  const heard: string[] = [];
  const leave = store.subscribe(() => heard.push(store.getState().kind));
  store.signIn(anna);
  void store.renew('token-a');
  store.signOut();
  leave();
  store.signIn(bert);
  expect(heard).toEqual(['signed_in', 'expired', 'signed_out']);
});
