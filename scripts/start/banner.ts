import { relative } from 'node:path';
import { DEMO_BRANCHES, type DemoBranch } from '../../apps/hq-server/src/demo/branches.ts';
import { NAMED_MEMBERS } from '../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD, DEMO_STAFF } from '../../apps/hq-server/src/demo/staff.ts';
import { formatTable } from './text-table.ts';

export type RunningDemo = {
  readonly hqUrl: string;
  readonly tills: readonly { readonly url: string; readonly branch: DemoBranch }[];
  readonly dataFolder: string;
  readonly isNew: boolean;
  /** Since the process began. */
  readonly startedInMs: number;
};

/** The first words of the first line, which tell a script that all is up. */
export const READY = '积分已就绪 Jifen is ready';

/** Every address and log-in, in Chinese and English. */
export function bannerOf(demo: RunningDemo): string {
  const folder = relative(process.cwd(), demo.dataFolder) || '.';
  const data = demo.isNew ? `新的演示数据 new demo data in ${folder}` : `继续使用 continuing with ${folder}`;
  return [
    '',
    `${READY}  (${(demo.startedInMs / 1000).toFixed(1)} s，${data})`,
    ...titled('网址 Addresses', addressRows(demo)),
    ...titled('总店与分店管理员 HQ and branch managers（/admin）', staffRows()),
    ...titled('收银员 Cashiers（收银台 at the tills）', cashierRows(demo)),
    ...titled('会员 Members（/m，手机号、卡号或证件号 by phone, card or ID number）', memberRows()),
    '',
    '按 Ctrl-C 全部停止，再次启动会继续使用同样的数据。',
    'Ctrl-C stops everything; the next start goes on with the same data.',
    '',
  ].join('\n');
}

function titled(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return ['', title, ...formatTable(rows)];
}

function addressRows({ hqUrl, tills }: RunningDemo): readonly (readonly string[])[] {
  return [
    ['总部管理', 'HQ', `${hqUrl}/admin`],
    ['会员中心', 'members', `${hqUrl}/m`],
    ...tills.map(({ branch, url }) => ['收银台', `till, ${shortName(branch)}`, `${url}/`]),
    ['接口文档', 'API', `${hqUrl}/api/openapi.json`],
  ];
}

function staffRows(): readonly (readonly string[])[] {
  return DEMO_STAFF.filter(({ role }) => role !== 'cashier').map(({ account, name, branchId }) => [
    branchId === null ? '总店 HQ' : branchName(branchId),
    name,
    `账号 account ${account}`,
    `密码 password ${DEMO_PASSWORD}`,
  ]);
}

function cashierRows({ tills }: RunningDemo): readonly (readonly string[])[] {
  return tills.flatMap(({ branch }) =>
    DEMO_STAFF.filter(({ branchId }) => branchId === branch.id).map(({ name, role, pin }) => [
      shortName(branch),
      name,
      role === 'cashier' ? '收银员 cashier' : '店长 manager',
      `PIN ${pin ?? ''}`,
    ]),
  );
}

function memberRows(): readonly (readonly string[])[] {
  return NAMED_MEMBERS.map(({ name, tierName, phone, cardNumber }) => [
    name,
    tierName,
    `手机 phone ${phone}`,
    `卡 card ${cardNumber}`,
    `密码 password ${DEMO_PASSWORD}`,
  ]);
}

function branchName(branchId: string): string {
  const branch = DEMO_BRANCHES.find(({ id }) => id === branchId);
  return branch === undefined ? branchId : shortName(branch);
}

/** `康宁大药房（人民路店）` → `人民路店`. */
function shortName({ name }: DemoBranch): string {
  return /（(.+)）/.exec(name)?.[1] ?? name;
}
