export { Attempt } from './attempt.ts';
export { base } from './base.styles.ts';
export { button as buttonStyles } from './button.styles.ts';
export { button, type ButtonOptions } from './button.ts';
export { choice as choiceStyles } from './choice.styles.ts';
export { field as fieldStyles } from './field.styles.ts';
export {
  fieldNote,
  selectField,
  switchField,
  textField,
  type FieldFrame,
  type SelectFieldOptions,
  type SwitchFieldOptions,
  type TextFieldOptions,
} from './field.ts';
export { icon, ring, type IconName } from './icon.ts';
export { notice as noticeStyles } from './notice.styles.ts';
export { notice, type NoticeOptions } from './notice.ts';
export { ring as ringStyles } from './ring.styles.ts';
export { segment as segmentStyles } from './segment.styles.ts';
export { segment, type SegmentOptions } from './segment.ts';
export { accentColours, applyShopBrand, type ShopBrand, type Theme } from './shop-brand.ts';
export { applyTheme, type ThemeChoice } from './theme.ts';
