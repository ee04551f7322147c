import { expect, test } from 'vitest';
import { readStartOptions } from '../../../scripts/start/start-options.ts';

test('without settings the demo is at the fixed ports', () => {
  const { hqPort, tillPorts, dataFolder } = readStartOptions({ HOME: '/home/x' });
  expect({ hqPort, tillPorts }).toEqual({ hqPort: 4100, tillPorts: [4201, 4202] });
  expect(dataFolder).toMatch(/\.data[/\\]demo$/);
});

test('ports and folder can be chosen', () => {
  const env = { JIFEN_PORT: '5100', JIFEN_POS_PORTS: '5201,5202,5203', JIFEN_DATA_DIR: '/tmp/x' };
  expect(readStartOptions(env)).toEqual({ hqPort: 5100, tillPorts: [5201, 5202, 5203], dataFolder: '/tmp/x' });
});

test.each([
  { JIFEN_PROT: '5100' },
  { JIFEN_PORT: 'http' },
  { JIFEN_PORT: '70000' },
  { JIFEN_POS_PORTS: '4201,' },
  { JIFEN_POS_PORTS: '1,2,3,4' },
  { JIFEN_POS_PORTS: '0' },
])('a wrong or unknown setting is refused: %j', (env) => {
  expect(() => readStartOptions(env)).toThrow(/configuration is wrong/);
});
