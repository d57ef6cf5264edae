import type { ruLater } from './ru-later.ts';
import type { ru } from './ru.ts';

/** The texts of one language up to the first step. Every language has what Russian has. */
export type FirstTexts = typeof ru;
/** The texts of the steps after the first. */
export type LaterTexts = typeof ruLater;
export type Texts = FirstTexts & LaterTexts;
