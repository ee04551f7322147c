import { defineWords } from '@jifen/ui';

export const syncWords = defineWords(
  {
    sync: {
      title: '与总店同步',
      explain: {
        online: '一切正常。新的记录会自动上传。',
        syncing: '正在与总店交换数据，收银不受影响。',
        hq_unreachable: '连不上总店，正在自动重试。收款、积分和兑换照常，记录都保存在本机。',
        refused: '总店拒绝了本机的请求。收银照常，请看下面的原因并联系总店。',
        line_cut: '演示中断开了网络。收银照常，恢复后会自动上传。',
        error: '同步时出错，正在自动重试。收银照常；若持续出现请联系总店。',
      },
      life: {
        in_recovery: '本机的数据库曾被恢复或清空，已自动重新开始；之前的记录正在补传（还有 {{n}} 条）。',
        replaced: '总店正在和另一台使用本店身份的收银机通信，本机的记录只保存在本机。收银照常；请店长确认应该使用哪一台。',
        draining: '总店准备停用本机：额度已交回，收款和积分照常。清点完毕后请店长关闭本机。',
        closed: '本机已停用，不能再收款或兑换；全部记录仍会上传。',
      },
      frozen: '之前的数据库里还有 {{n}} 积分额度被冻结，总店核实后会归还会员。',
      leaseOver: '太久没有联系上总店，暂停兑换；收款和积分照常。',
      pending: '待上传',
      pendingValue: '{{n}} 条',
      oldest: '最早一条',
      lastExchange: '上次交换',
      never: '还没有',
      progress: '已确认 / 全部',
      now: '立即同步',
      demoTitle: '演示开关',
      demoHint: '断开本机与总店之间的网络，看看收银怎样照常进行；再恢复，看看数据怎样补传。',
      cut: '断网',
      heal: '恢复网络',
      problems: '需要注意的记录',
      noProblems: '没有问题',
      noProblemsHint: '总店接受了本机的所有记录。',
      problemSeq: '第 {{seq}} 条',
    },
  },
  {
    sync: {
      title: 'Sync with HQ',
      explain: {
        online: 'All is well. New records go up by themselves.',
        syncing: 'Exchanging with HQ; selling goes on.',
        hq_unreachable:
          'HQ cannot be reached; trying again by itself. Selling, earning and redeeming go on, and every record is kept here.',
        refused: 'HQ refused this till. Selling goes on; read the reason below and contact HQ.',
        line_cut: 'The line is cut for the demo. Selling goes on; records go up once it is healed.',
        error: 'The exchange failed; trying again by itself. Selling goes on; if it persists, contact HQ.',
      },
      life: {
        in_recovery: "This till's database was restored or wiped, and it began anew by itself; earlier records are going up ({{n}} left).",
        replaced:
          "HQ is talking to another till under this shop's name; this till's records stay here. Selling goes on; the branch manager must decide which till is the right one.",
        draining:
          'HQ is about to close this till: its points have gone back, selling and earning go on. When all is counted, the branch manager closes it.',
        closed: 'This till is closed and can no longer sell or redeem; all its records still go up.',
      },
      frozen: 'The earlier database held {{n}} points, which are frozen until HQ has checked what became of them.',
      leaseOver: 'HQ has not been heard for too long, so redeeming waits; selling and earning go on.',
      pending: 'Waiting',
      pendingValue: '{{n}}',
      oldest: 'Oldest',
      lastExchange: 'Last exchange',
      never: 'Never yet',
      progress: 'Confirmed / all',
      now: 'Sync now',
      demoTitle: 'Demo switch',
      demoHint: 'Cut the line between this till and HQ and see that selling goes on; heal it and see the records catch up.',
      cut: 'Cut the line',
      heal: 'Heal the line',
      problems: 'Records that need attention',
      noProblems: 'No problems',
      noProblemsHint: "HQ has accepted all of this till's records.",
      problemSeq: 'Record {{seq}}',
    },
  },
);
