/** How long ago something was, in the largest unit that fits: the key of its words and the number in them. */
export type Age = { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly n: number };

export function ageOf(at: number, now: number): Age {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 60) return { unit: 'seconds', n: seconds };
  if (seconds < 3_600) return { unit: 'minutes', n: Math.floor(seconds / 60) };
  if (seconds < 172_800) return { unit: 'hours', n: Math.floor(seconds / 3_600) };
  return { unit: 'days', n: Math.floor(seconds / 86_400) };
}
