/** The languages that the application speaks. */
export type Locale = 'ru' | 'en';
