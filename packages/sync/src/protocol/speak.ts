import type { ExchangeRequest, ExchangeResponse } from './exchange.ts';
import { MIN_PROTOCOL_VERSION, PROTOCOL_VERSION } from './version.ts';

/** The versions that an HQ answers, as it says them when it refuses another. */
export type SpokenVersions = { readonly least: number; readonly latest: number };

/** The version in which two builds can speak when `own` is too new for the other: its latest, if this build still writes it. */
export function lowerProtocol(own: number, { latest }: SpokenVersions): number | null {
  return latest < own && latest >= MIN_PROTOCOL_VERSION ? latest : null;
}

/** Requests and answers have had earlier lives and receipts since then. */
const RECOVERY_VERSION = 2;

/** A request as a build of that version writes it: what came later is left out. */
export function requestIn(version: number, request: ExchangeRequest): Partial<ExchangeRequest> {
  if (version >= PROTOCOL_VERSION) return { ...request, protocol: version };
  const { requestNo: _requestNo, runs: _runs, ...second } = request;
  if (version >= RECOVERY_VERSION) return { ...second, protocol: version };
  const { recovery: _recovery, asks: _asks, taken: _taken, ...first } = second;
  return { ...first, protocol: version };
}

/** HQ's answer as a build of that version writes it. */
export function responseIn(version: number, response: ExchangeResponse): Partial<ExchangeResponse> {
  if (version >= PROTOCOL_VERSION || response.kind !== 'applied') return response;
  const { feedHead: _feedHead, ...second } = response;
  if (version >= RECOVERY_VERSION) return second;
  const {
    recovery: _recovery,
    releases: _releases,
    receipts: _receipts,
    asked: _asked,
    isDraining: _isDraining,
    isCursorGone: _isCursorGone,
    ...first
  } = second;
  return first;
}
