import { defineWords } from '@jifen/ui';

export const scanWords = defineWords(
  {
    scan: {
      refused: {
        pin: '正在输入 PIN，刚才的扫码没有生效。请先登录或返回，再扫一次。',
        amount: '正在输入金额，刚才的扫码没有生效。请先回到扫码框再扫一次。',
        covered: '先处理完打开的窗口，再扫一次。刚才的扫码没有生效。',
        locked: '本机已锁定，刚才的扫码没有生效。请先解锁再扫。',
      },
      twice: '同一个码连扫了两次，只算一次。要加数量请再扫一次。',
      unknown: '认不出“{{text}}”。请核对条码，或改为手动输入。',
      foreign: '这不是本连锁的会员码，也不是商品条码。请会员出示本店的会员卡或报手机号。',
      payment_code: '这是微信或支付宝的付款码，不是会员码。收款请用收款设备扫。',
      noProduct: '没有条码为 {{code}} 的商品。请核对条码，或直接输入金额。',
    },
  },
  {
    scan: {
      refused: {
        pin: 'A PIN is being entered: the scan did nothing. Sign in or go back first, then scan again.',
        amount: 'An amount is being entered: the scan did nothing. Go back to the scan field and scan again.',
        covered: 'Finish what is open first, then scan again. The scan did nothing.',
        locked: 'The till is locked: the scan did nothing. Unlock it first.',
      },
      twice: 'The same code came twice at once; it counts once. Scan again for one more.',
      unknown: '"{{text}}" is no code that the till knows. Check it, or type it in.',
      foreign: 'This is neither a member code of this chain nor a barcode. Ask for the card of this chain or a phone number.',
      payment_code: 'This is a WeChat or Alipay payment code, not a member code. Scan it with the payment device.',
      noProduct: 'No product has the barcode {{code}}. Check it, or enter an amount.',
    },
  },
);
