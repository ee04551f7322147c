import { defineWords } from '@jifen/ui';

export const syncWords = defineWords(
  {
    sync: {
      title: '与总店同步',
      explain: {
        online: '一切正常。新的记录会自动上传。',
        syncing: '正在与总店交换数据，收银不受影响。',
        network_down: '本机没有连上任何网络：请看网线、路由器或 Wi-Fi。收款、积分和兑换照常，记录都保存在本机。',
        hq_unreachable: '连不上总店，正在自动重试。收款、积分和兑换照常，记录都保存在本机。',
        refused: '总店拒绝了本机的请求。收银照常，请看下面的原因并联系总店。',
        line_cut: '演示中断开了网络。收银照常，恢复后会自动上传。',
        error: '同步时出错，正在自动重试。收银照常；若持续出现请联系总店。',
      },
      link: {
        online: '已连上总店，记录会自动上传。',
        syncing: '正在与总店交换数据。',
        network_down: '本机没有连上任何网络：请看网线、路由器或 Wi-Fi。记录都保存在本机。',
        hq_unreachable: '连不上总店，正在自动重试。记录都保存在本机。',
        refused: '总店拒绝了本机的请求，请看下面的原因并联系总店。',
        line_cut: '演示中断开了网络，恢复后会自动上传。',
        error: '同步时出错，正在自动重试；若持续出现请联系总店。',
      },
      life: {
        in_recovery: '本机的数据库曾被恢复或清空，已自动重新开始；之前的记录正在补传（还有 {{n}} 条）。',
        replaced: '总店不再把本机当作本店的收银机：以为它丢了，或者换了另一台。记录只保存在本机，收银照常；请店长确认应该使用哪一台。',
        draining: '总店准备停用本机：额度已交回，收款和积分照常。清点完毕后请店长关闭本机。',
        closed: '本机已停用，不能再收款或兑换；全部记录仍会上传。',
        given_up: '本机停用时总店已经不再等它：还有 {{n}} 条记录只在本机。请店长在本机重新开始，记录就会补传。',
      },
      act: {
        reason: '原因',
        reasonHint: '例如：总店误报丢失，机器一直在店里',
        begin: {
          open: '在本机重新开始…',
          title: '在本机重新开始',
          intro:
            '您确认：本店从现在起用这一台收银机。若还有另一台在用本店的身份，它手里的积分额度先冻结，由总店核实。本机没上传的记录会补传，什么都不会丢。',
          submit: '重新开始',
        },
        close: {
          open: '关闭本机…',
          title: '关闭本机',
          intro: '关闭后本机不能再收款、积分或兑换。手里的积分额度全部交回总店，没传完的记录仍会上传。',
          submit: '关闭本机',
        },
      },
      frozen: '之前的数据库里还有 {{n}} 积分额度被冻结，总店核实后会归还会员。',
      clock: {
        behind: '本机的时钟比总店慢约 {{span}}。收款照常，但小票上的日期和时间不对。请在系统设置里校准日期和时间。',
        ahead: '本机的时钟比总店快约 {{span}}。收款照常，但小票上的日期和时间不对。请在系统设置里校准日期和时间。',
      },
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
      records: '记录',
      state: { pending: '待上传', deferred: '总店暂存', exception: '有异常' },
      stateHint: {
        pending: '已保存在本机，还没有到总店。会自动上传，不能删除。',
        deferred: '总店已收到并记账，总店升级后再读细节。不用处理。',
        exception: '总店已记账，但要总店的人看一下。不用重做。',
      },
      none: { pending: '全部已上传', deferred: '没有暂存的记录', exception: '没有异常' },
      noneHint: '总店已经有本机的这些记录。',
      recordNo: '第 {{seq}} 条',
      export: '导出',
      leaseSoon: '{{at}} 前要联系上总店，否则暂停兑换；收款和积分不受影响。',
    },
  },
  {
    sync: {
      title: 'Sync with HQ',
      explain: {
        online: 'All is well. New records go up by themselves.',
        syncing: 'Exchanging with HQ; selling goes on.',
        network_down:
          'This machine is in no network: look at the cable, the router or the Wi-Fi. Selling, earning and redeeming go on, and every record is kept here.',
        hq_unreachable:
          'HQ cannot be reached; trying again by itself. Selling, earning and redeeming go on, and every record is kept here.',
        refused: 'HQ refused this till. Selling goes on; read the reason below and contact HQ.',
        line_cut: 'The line is cut for the demo. Selling goes on; records go up once it is healed.',
        error: 'The exchange failed; trying again by itself. Selling goes on; if it persists, contact HQ.',
      },
      link: {
        online: 'HQ is reached; records go up by themselves.',
        syncing: 'Exchanging with HQ.',
        network_down: 'This machine is in no network: look at the cable, the router or the Wi-Fi. Every record is kept here.',
        hq_unreachable: 'HQ cannot be reached; trying again by itself. Every record is kept here.',
        refused: 'HQ refused this till; read the reason below and contact HQ.',
        line_cut: 'The line is cut for the demo; records go up once it is healed.',
        error: 'The exchange failed; trying again by itself. If it persists, contact HQ.',
      },
      life: {
        in_recovery: "This till's database was restored or wiped, and it began anew by itself; earlier records are going up ({{n}} left).",
        replaced:
          "HQ no longer takes this machine for the shop's till: it was reported lost, or another took its place. Its records stay here. Selling goes on; the branch manager must decide which till is the right one.",
        draining:
          'HQ is about to close this till: its points have gone back, selling and earning go on. When all is counted, the branch manager closes it.',
        closed: 'This till is closed and can no longer sell or redeem; all its records still go up.',
        given_up:
          'HQ had given this till up when it was closed. Records that are only here: {{n}}. They go up when the branch manager begins anew on it.',
      },
      act: {
        reason: 'Reason',
        reasonHint: 'For example: HQ took it for lost by mistake, it was in the shop all the time',
        begin: {
          open: 'Begin anew here…',
          title: 'Begin anew on this till',
          intro:
            'You say that this shop works with this till from now on. If another one uses the name of the shop, the points that it holds are frozen until HQ has checked them. Records that are only here go up; nothing is lost.',
          submit: 'Begin anew',
        },
        close: {
          open: 'Close this till…',
          title: 'Close this till',
          intro:
            'A closed till can no longer sell, earn or redeem. The points that it holds go back to HQ, and records that are still waiting go up.',
          submit: 'Close this till',
        },
      },
      frozen: 'The earlier database held {{n}} points, which are frozen until HQ has checked what became of them.',
      clock: {
        behind:
          "This machine's clock is about {{span}} behind HQ's. Selling goes on, but papers carry the wrong time. Set date and time right.",
        ahead:
          "This machine's clock is about {{span}} ahead of HQ's. Selling goes on, but papers carry the wrong time. Set date and time right.",
      },
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
      records: 'Records',
      state: { pending: 'Waiting', deferred: 'Put off by HQ', exception: 'Exceptions' },
      stateHint: {
        pending: 'Kept here and not at HQ yet. They go up by themselves; nothing can be deleted.',
        deferred: 'HQ has booked them and reads the details after its next upgrade. Nothing is to be done.',
        exception: 'HQ has booked them, and a person at HQ looks at them. Do nothing again.',
      },
      none: { pending: 'All is at HQ', deferred: 'Nothing was put off', exception: 'No exceptions' },
      noneHint: 'HQ has these records of this till.',
      recordNo: 'Record {{seq}}',
      export: 'Export',
      leaseSoon: 'HQ has to be heard before {{at}}, or redeeming stops; selling and earning go on.',
    },
  },
);
