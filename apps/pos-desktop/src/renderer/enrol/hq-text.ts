/** Whether somebody scanned HQ's QR code: it says where HQ is and by what it is known. */
export function isHqText(code: string): boolean {
  return /^\s*JFE1\|/i.test(code.normalize('NFKC'));
}
