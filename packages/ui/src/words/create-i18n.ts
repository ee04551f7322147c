import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language, type WordTree, type Words } from './define-words.ts';
import { errorWords } from './error-words.ts';
import { sharedWords } from './shared-words.ts';

const storageKey = 'jifen.language';

/** i18next over the kit's words and the face's own; Chinese unless the person chose English here before. */
export function createI18n(faceWords: readonly Words[]): i18n {
  const words = [sharedWords, errorWords, ...faceWords];
  const instance = createInstance();
  instance.use(initReactI18next);
  instance.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  });
  void instance.init({
    lng: languageOf(localStorage.getItem(storageKey)),
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { translation: mergeWords(words, language) }])),
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  return instance;
}

export function languageOf(tag: string | null | undefined): Language {
  return LANGUAGES.find((language) => language === tag) ?? 'zh-CN';
}

function mergeWords(words: readonly Words[], language: Language): WordTree {
  return Object.fromEntries(words.flatMap((each) => Object.entries(each[language])));
}
