export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
export type Size = { readonly width: number; readonly height: number };

const GAP = 10;
const MARGIN = 8;

/** Where the pad lies: wholly within the window, beside the field rather than under or over it, and over as little of it as can be. CSS pixels. */
export function placePad(field: Box, pad: Size, view: Size): Box {
  const beside = [
    { left: field.left - GAP - pad.width, top: field.top },
    { left: field.left + field.width + GAP, top: field.top },
    { left: field.left, top: field.top + field.height + GAP },
    { left: field.left, top: field.top - GAP - pad.height },
  ].map(({ left, top }) => ({
    left: within(left, view.width - pad.width),
    top: within(top, view.height - pad.height),
    ...pad,
  }));
  return beside.reduce((best, next) => (overlapOf(next, field) < overlapOf(best, field) ? next : best));
}

function within(at: number, room: number): number {
  return Math.max(0, Math.min(Math.max(at, MARGIN), room - MARGIN));
}

function overlapOf(a: Box, b: Box): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return Math.max(0, across) * Math.max(0, down);
}
