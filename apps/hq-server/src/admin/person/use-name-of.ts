import { useTranslation } from 'react-i18next';

type Named = { readonly id: string; readonly name: string };

/** How a member is called: by name, or by the id's end where the name was erased. */
export function useNameOf(): (member: Named) => string {
  const { t } = useTranslation();
  return ({ id, name }) => (name === '' ? t('person.number', { id: id.slice(-6) }) : name);
}
