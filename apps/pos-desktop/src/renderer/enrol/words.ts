import { defineWords } from '@jifen/ui';

export const enrolWords = defineWords(
  {
    enrol: {
      title: '登记本机',
      intro: '向总店要一个登记码。登记一次即可，之后断网也能收银。',
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
      intro: 'Ask HQ for an enrolment code. It is needed once; after that the till works offline too.',
      hqUrl: "HQ's address",
      code: 'Enrolment code',
      codeHint: 'Valid for 10 minutes, for one use',
      terminalName: 'Name of this till',
      terminalNameDefault: 'Till 1',
      submit: 'Enrol this till',
    },
  },
);
