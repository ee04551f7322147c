/** The fields whose text differs from before, trimmed. */
export function changesOf<K extends string>(
  before: Readonly<Record<K, string>>,
  after: Readonly<Record<K, string>>,
): Partial<Record<K, string>> {
  const changes: Partial<Record<K, string>> = {};
  for (const name in after) {
    const text = after[name].trim();
    if (text !== before[name].trim()) changes[name] = text;
  }
  return changes;
}
