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

export type Secrets = {
  readonly deviceKeys: KeyPair;
  readonly dataKey: string;
  readonly indexKey: string;
  readonly pepper: Pepper;
  /** HQ knows nothing of what stands in for a key that is gone: this till has to be enrolled again. */
  readonly areLost: boolean;
};

type Kept = { readonly deviceKeys: KeyPair | null; readonly dataKey: string | null; readonly indexKey: string | null };

/** Whether the keystore has all that an enrolment lays there. */
export async function hasSecrets(keystore: Keystore): Promise<boolean> {
  return Object.values(await readKept(keystore)).every((secret) => secret !== null);
}

/**
 * What the keystore has, and something new for what it lost: an enrolled till goes on selling. A lost key of the machine's own is made
 * anew and kept; what only an enrolment can bring (the device's key as HQ knows it, the chain's index key) is made up for this run alone,
 * so that the next start knows that it is still missing.
 */
export async function openSecrets(keystore: Keystore, random: RandomSource): Promise<Secrets> {
  const { deviceKeys, dataKey, indexKey } = await readKept(keystore);
  return {
    deviceKeys: deviceKeys ?? generateKeyPair(),
    dataKey: dataKey ?? (await keepNewKey(keystore, random, SECRETS.dataKey)),
    indexKey: indexKey ?? newKey(random),
    pepper: await pepperOf(keystore, random),
    areLost: deviceKeys === null || indexKey === null,
  };
}

async function readKept(keystore: Keystore): Promise<Kept> {
  const deviceKeys = await readDeviceKeys(keystore);
  return { deviceKeys, dataKey: await keystore.read(SECRETS.dataKey), indexKey: await keystore.read(SECRETS.indexKey) };
}

/** Takes over what an enrolment brought; the machine's own keys stay, or are made. */
export async function keepSecrets(keystore: Keystore, random: RandomSource, enrolled: Pick<Secrets, 'deviceKeys' | 'indexKey'>) {
  const dataKey = (await keystore.read(SECRETS.dataKey)) ?? (await keepNewKey(keystore, random, SECRETS.dataKey));
  await keystore.write(SECRETS.indexKey, enrolled.indexKey);
  return { ...enrolled, dataKey, pepper: await pepperOf(keystore, random), areLost: false };
}

async function keepNewKey(keystore: Keystore, random: RandomSource, name: string): Promise<string> {
  const made = newKey(random);
  await keystore.write(name, made);
  return made;
}

/** Made at the enrolment, or at the first start of a till that was enrolled before, or when it was lost: PINs kept with it are lost too. */
async function pepperOf(keystore: Keystore, random: RandomSource): Promise<Pepper> {
  const known = await keystore.read(SECRETS.pinPepper);
  return createPepper(known ?? (await keepNewKey(keystore, random, SECRETS.pinPepper)));
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
