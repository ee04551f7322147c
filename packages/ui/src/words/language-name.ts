/** Each language by its own name. */
export const NAME_BY_LANGUAGE = { 'zh-CN': '中文', en: 'English' } as const;
