/** The languages of the cabinet, each in its own words. */
export const languages = { ru: 'Русский', en: 'English' };
