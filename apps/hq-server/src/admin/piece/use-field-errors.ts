import { answerOf, sentenceOfError } from '@jifen/ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export type FieldErrors = Readonly<Record<string, string>>;

/** Codes whose sentence belongs beside one field of a form: field by code. Must be a constant of the module. */
export type FieldByCode = Readonly<Record<string, string>>;

/** Tells which fields a refusal is about. Empty: it is about none in particular and belongs to the form's foot. */
export function useFieldErrors(fieldByCode: FieldByCode): (error: unknown) => FieldErrors {
  const { t, i18n } = useTranslation();
  return useCallback(
    (error) => {
      const answer = answerOf(error);
      if (answer.code === 'malformed_request') {
        return Object.fromEntries(
          issuesOf(answer['issues']).map(({ path, code }) => [path, t(`error.${code}`, { defaultValue: t('piece.malformed') })]),
        );
      }
      const field = fieldByCode[answer.code];
      return field === undefined ? {} : { [field]: sentenceOfError(answer, { t, language: i18n.language }) };
    },
    [fieldByCode, t, i18n.language],
  );
}

type Issue = { readonly path: string; readonly code: string };

function issuesOf(issues: unknown): readonly Issue[] {
  return Array.isArray(issues) ? issues.filter(isIssue) : [];
}

function isIssue(issue: unknown): issue is Issue {
  return (
    typeof issue === 'object' &&
    issue !== null &&
    'path' in issue &&
    typeof issue.path === 'string' &&
    'code' in issue &&
    typeof issue.code === 'string'
  );
}
