/** What stands in the built page where the nonce of each answer belongs. */
export const NONCE_PLACE = 'jifen-nonce';
