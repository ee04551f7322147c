import { expect, test } from 'vitest';
import { createLine } from '../../../../apps/pos-desktop/src/backend/service/line.ts';

test('an HQ that does not answer is out of reach; without any network this machine is', () => {
  let hasNetwork = true;
  const line = createLine(() => hasNetwork);
  line.set('hq_unreachable');
  expect(line.state()).toBe('hq_unreachable');
  hasNetwork = false;
  line.set('hq_unreachable');
  expect([line.state(), line.isUp()]).toEqual(['network_down', false]);
  hasNetwork = true;
  line.set('online');
  expect([line.state(), line.isUp()]).toEqual(['online', true]);
});
