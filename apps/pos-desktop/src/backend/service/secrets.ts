import { createPepper, generateKeyPair, type KeyPair, newKey, type Pepper, type RandomSource } from '@jifen/platform';
import type { Keystore } from '../store/keystore.ts';

/** What a till keeps outside its database. */
export const SECRETS = {
  publicKey: 'device-public-key',
  privateKey: 'device-private-key',
  dataKey: 'data-key',
  indexKey: 'index-key',
  pinPepper: 'pin-pepper',
  enrolment: 'enrolment',
  cardCeiling: 'card-ceiling',
} as const;

export type Secrets = { readonly deviceKeys: KeyPair; readonly dataKey: string; readonly indexKey: string };

/** Null when any of them is missing. */
export async function readSecrets(keystore: Keystore): Promise<Secrets | null> {
  const deviceKeys = await readDeviceKeys(keystore);
  const dataKey = await keystore.read(SECRETS.dataKey);
  const indexKey = await keystore.read(SECRETS.indexKey);
  return deviceKeys === null || dataKey === null || indexKey === null ? null : { deviceKeys, dataKey, indexKey };
}

/** Made at the enrolment, or at the first start of a till that was enrolled before, or when it was lost: PINs kept with it are lost too. */
export async function pepperOf(keystore: Keystore, random: RandomSource): Promise<Pepper> {
  const known = await keystore.read(SECRETS.pinPepper);
  if (known !== null) return createPepper(known);
  const made = newKey(random);
  await keystore.write(SECRETS.pinPepper, made);
  return createPepper(made);
}

/** Made once per machine and kept: a second try of an enrolment shows the same key. */
export async function deviceKeysOf(keystore: Keystore): Promise<KeyPair> {
  const known = await readDeviceKeys(keystore);
  if (known !== null) return known;
  const keys = generateKeyPair();
  await keystore.write(SECRETS.privateKey, keys.privateKey);
  await keystore.write(SECRETS.publicKey, keys.publicKey);
  return keys;
}

async function readDeviceKeys(keystore: Keystore): Promise<KeyPair | null> {
  const publicKey = await keystore.read(SECRETS.publicKey);
  const privateKey = await keystore.read(SECRETS.privateKey);
  return publicKey === null || privateKey === null ? null : { publicKey, privateKey };
}
