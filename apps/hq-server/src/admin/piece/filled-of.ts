/** The texts that were filled in, trimmed; the API tells "empty" from "not given". */
export function filledOf<K extends string>(values: Readonly<Record<K, string>>): Partial<Record<K, string>> {
  const filled: Partial<Record<K, string>> = {};
  for (const name in values) {
    const text = values[name].trim();
    if (text !== '') filled[name] = text;
  }
  return filled;
}
