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
    },
  },
);
