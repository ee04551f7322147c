import { defineWords } from '@jifen/ui';

export const enrolWords = defineWords(
  {
    enrol: {
      title: '登记本机',
      intro: '向总店要一个登记码，可以扫总店屏幕上的二维码，也可以手填。登记一次即可，之后断网也能收银。',
      scanned: '已扫到总店的登记码，按“登记本机”完成。',
      downloading: '正在下载会员和商品，{{percent}}%。可以先收款；还没下载到的会员，积分会先记在卡号或手机号上。',
      downloadLabel: '首次下载',
      hqUrl: '总店地址',
      code: '登记码',
      codeHint: '10 分钟内有效，只能用一次',
      terminalName: '本机名称',
      terminalNameDefault: '1 号收银台',
      submit: '登记本机',
      back: '返回选择备份',
    },
    restore: {
      lost: {
        title: '找到了本店收银台的备份',
        intro: '本机的数据不在了。选一份备份接着用，恢复后马上可以收银，不用等网络。备份之后的记录如果还没上传就找不回来，请选最新的一份。',
      },
      fresh: {
        title: '找到了收银台的备份',
        intro:
          '这台机器还不是收银台。可以用一份备份接着用；因为备份里没有密钥，恢复后还要向总店要一个本店的登记码，重新登记后才能登录和上传。',
      },
      unseen: {
        title: '本机的数据不在了',
        intro: '没有找到备份。如果备份在 U 盘或共享文件夹里，请接好后重试。',
      },
      copies: '选择备份',
      newest: '最新',
      unreadable: '读不出店名',
      submit: '用选中的备份恢复',
      without: '不用备份也可以开始：向总店要一个登记码。',
      withoutKnown: '不用备份也可以开始：资料从总店重新下载，还没上传到总店的记录就找不回来了。',
      beginEmpty: '不用备份，从总店重新下载',
      enrol: '用登记码登记本机',
    },
    reEnrol: {
      title: '重新登记本机',
      open: '重新登记…',
      intro: '请总店为本店出一个新的登记码。收银记录、积分额度、挂单和 PIN 都不会变。',
      codeHint: '扫总店屏幕上的二维码，或手填；必须是本店的码',
      hqUrl: '总店的新地址',
      hqUrlHint: '地址没有变就空着',
      scanned: '已扫到总店的登记码，按“重新登记本机”完成。',
      submit: '重新登记本机',
      askManager: '请店长登录后在这里重新登记。',
      why: {
        refused: '总店不认识本机，或已停用本机。收银照常，记录都保存在本机；用新的登记码重新登记后会自动上传。',
        keys_lost: '本机的密钥不在了，总店会拒绝本机。收银照常，记录都保存在本机；用新的登记码重新登记后会自动上传。',
        pins_lost: '本机保管 PIN 的密钥不在了，谁也登录不了；记录都在。请用总店的登记码重新登记，员工的 PIN 会从总店重新下载。',
      },
    },
  },
  {
    enrol: {
      title: 'Enrol this till',
      intro:
        'Ask HQ for an enrolment code: scan the QR code on its screen, or type it. It is needed once; after that the till works offline too.',
      scanned: 'The code of HQ was scanned; press "Enrol this till".',
      downloading:
        'Downloading members and goods, {{percent}} %. Selling works already; points of members who are not here yet are kept on their card or phone number.',
      downloadLabel: 'First download',
      hqUrl: "HQ's address",
      code: 'Enrolment code',
      codeHint: 'Valid for 10 minutes, for one use',
      terminalName: 'Name of this till',
      terminalNameDefault: 'Till 1',
      submit: 'Enrol this till',
      back: 'Back to the copies',
    },
    restore: {
      lost: {
        title: "Copies of this shop's till were found",
        intro:
          "This till's data is gone. Choose a copy to go on with; selling works at once, without the network. What came after the copy and was not uploaded is lost, so take the newest.",
      },
      fresh: {
        title: 'Copies of a till were found',
        intro:
          'This machine is no till yet. It can go on with a copy; because a copy holds no keys, it then needs an enrolment code of HQ for the same shop before anybody can sign in.',
      },
      unseen: {
        title: "This till's data is gone",
        intro: 'No copy was found. If copies are on a USB disk or a share, connect it and try again.',
      },
      copies: 'Choose a copy',
      newest: 'newest',
      unreadable: 'shop unreadable',
      submit: 'Restore the chosen copy',
      without: 'It works without a copy, too: ask HQ for an enrolment code.',
      withoutKnown: 'It works without a copy, too: everything is downloaded from HQ again, and what was not uploaded is lost.',
      beginEmpty: 'No copy: download from HQ again',
      enrol: 'Enrol by a code',
    },
    reEnrol: {
      title: 'Enrol this till again',
      open: 'Enrol again…',
      intro: 'Ask HQ for a new enrolment code for this shop. Sales, points, parked baskets and PINs stay as they are.',
      codeHint: 'Scan it from the screen at HQ, or type it; it must be for this shop',
      hqUrl: 'New address of HQ',
      hqUrlHint: 'Leave it empty if it has not changed',
      scanned: 'The code of HQ was scanned; press "Enrol this till again".',
      submit: 'Enrol this till again',
      askManager: 'Let a manager sign in and do it here.',
      why: {
        refused:
          'HQ does not know this till, or has revoked it. Selling goes on and all records are kept here; they are uploaded once it is enrolled again with a new code.',
        keys_lost:
          "This machine's key is gone, so HQ would refuse it. Selling goes on and all records are kept here; they are uploaded once it is enrolled again with a new code.",
        pins_lost:
          'The key that PINs were kept with is gone, so nobody can sign in; all records are here. Enrol again with a code of HQ: PINs are downloaded from there.',
      },
    },
  },
);
