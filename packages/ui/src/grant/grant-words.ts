import { defineWords } from '../words/define-words.ts';

export const grantWords = defineWords(
  {
    signedGrant: {
      carries: '到{{branch}}可收',
      points: '{{n}} 分',
      code: '{{branch}}的授权码',
      how: '请收银员扫这个码。门店断网也能收，收下后马上可以兑换。',
      once: '不会过期；扫两次、拍照再扫，积分也不会变多。',
      bound: '这些积分现在归{{branch}}使用。要到别的店用，先等这家店联网一次。',
      byHand: '扫不出来？请收银员输入这串字符',
      there: '总店记录里，{{n}} 分已经在{{branch}}，不用扫码。',
      nothing: '现在没有可以送到{{branch}}的积分。',
      elsewhere: '还有积分在别的店',
      coming: '{{branch}}有 {{n}} 分，正在调回，请稍等',
      unreachable: '{{branch}}有 {{n}} 分，那家店没有联网，联网后才能调回',
      frozen: '{{branch}}有 {{n}} 分，总店正在核查那家店的收银机',
      waiting: '正在等别的店…',
      again: '再试一次',
    },
  },
  {
    signedGrant: {
      carries: 'For {{branch}}',
      points: '{{n}} pts',
      code: 'Code for {{branch}}',
      how: 'Have the cashier scan it. It works with the shop offline, and the points can be redeemed at once.',
      once: 'It does not expire. Scanned twice, or from a photo, it brings no more points.',
      bound: 'These points are for {{branch}} now. To use them elsewhere, that shop must first be online once.',
      byHand: 'Does not scan? The cashier can type this',
      there: 'By the books of HQ {{n}} points are at {{branch}} already; there is nothing to scan.',
      nothing: 'There are no points to send to {{branch}} now.',
      elsewhere: 'There are points at other shops',
      coming: '{{branch}} has {{n}}; they are on their way, wait a moment',
      unreachable: '{{branch}} has {{n}}; that shop is offline, and they come when it is back',
      frozen: '{{branch}} has {{n}}; HQ is looking into the till of that shop',
      waiting: 'Waiting for other shops…',
      again: 'Try again',
    },
  },
);
