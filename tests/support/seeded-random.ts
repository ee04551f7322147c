export { seededRandom } from '@jifen/platform';
