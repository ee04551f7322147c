import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
import classes from './grant.module.css';
import { groupsOf } from './groups-of.ts';
import { QrCode } from './qr-code.tsx';

/** Points for one branch as HQ signed them, and those that lie elsewhere still. */
export type IssuedGrant = {
  readonly branchId: string;
  readonly text: string | null;
  readonly n: number;
  readonly there: number;
  readonly stillElsewhere: readonly {
    readonly branchId: string;
    readonly n: number;
    readonly state: 'coming' | 'unreachable' | 'frozen';
  }[];
};

export type GrantViewProps = {
  readonly grant: IssuedGrant;
  readonly nameOf: (branchId: string) => string;
  /** The page asks again by itself while points are on their way. */
  readonly isAsking: boolean;
  readonly onAgain: () => void;
};

/** What a member shows at the counter: how many points, the code for the scanner, and the same for the keyboard. */
export function GrantView({ grant, nameOf, isAsking, onAgain }: GrantViewProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branch = nameOf(grant.branchId);
  return (
    <Stack gap="md">
      {grant.text === null ? (
        <Text>
          {grant.there > 0 ? t('signedGrant.there', { n: format.count(grant.there), branch }) : t('signedGrant.nothing', { branch })}
        </Text>
      ) : (
        <Carried text={grant.text} n={grant.n} branch={branch} />
      )}
      {grant.stillElsewhere.length > 0 && <Elsewhere {...{ grant, nameOf, isAsking, onAgain }} />}
    </Stack>
  );
}

function Carried({ text, n, branch }: { readonly text: string; readonly n: number; readonly branch: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div>
        <Text ta="center">{t('signedGrant.carries', { branch })}</Text>
        <span className={`jifen-number ${classes['sum'] ?? ''}`}>{t('signedGrant.points', { n: format.count(n) })}</span>
      </div>
      <QrCode text={text} label={t('signedGrant.code', { branch })} />
      <Text fw={600}>{t('signedGrant.how')}</Text>
      <Text>{t('signedGrant.once')}</Text>
      <Text>{t('signedGrant.bound', { branch })}</Text>
      <details>
        <summary>{t('signedGrant.byHand')}</summary>
        <ol className={classes['groups']} aria-label={t('signedGrant.code', { branch })}>
          {groupsOf(text).map((group, at) => (
            <li key={`${at} ${group}`}>{group}</li>
          ))}
        </ol>
      </details>
    </>
  );
}

function Elsewhere({ grant, nameOf, isAsking, onAgain }: GrantViewProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert color="amber" variant="light" title={t('signedGrant.elsewhere')}>
      <Stack gap="sm" align="flex-start">
        <ul className={classes['elsewhere']}>
          {grant.stillElsewhere.map(({ branchId, n, state }) => (
            <li key={`${branchId} ${state}`}>{t(`signedGrant.${state}`, { branch: nameOf(branchId), n: format.count(n) })}</li>
          ))}
        </ul>
        <Button variant="default" loading={isAsking} onClick={onAgain} aria-label={isAsking ? t('signedGrant.waiting') : undefined}>
          {t('signedGrant.again')}
        </Button>
      </Stack>
    </Alert>
  );
}
