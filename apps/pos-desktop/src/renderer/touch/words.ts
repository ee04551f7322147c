import { defineWords } from '@jifen/ui';

export const touchWords = defineWords(
  {
    touch: {
      pad: '数字键盘',
      keyboard: '用系统键盘打字',
      erase: '退格',
      clear: '清空',
      times: '乘以',
      enter: '确定',
      point: '小数点',
    },
  },
  {
    touch: {
      pad: 'Number pad',
      keyboard: "Type on the system's keyboard",
      erase: 'Backspace',
      clear: 'Clear',
      times: 'Times',
      enter: 'Enter',
      point: 'Point',
    },
  },
);
