import type { Maskito, MaskitoOptions } from '@maskito/core';
import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';
import { groupDigits, tidyRoubles } from './roubles.ts';

const digit = /\d/;

/** `+7 912 345-67-89`, from any way in which people type, paste or autofill a phone. */
export const phoneMask: MaskitoOptions = {
  mask: ['+', '7', ' ', digit, digit, digit, ' ', digit, digit, digit, '-', digit, digit, '-', digit, digit],
  preprocessors: [
    ({ elementState, data }) => {
      const whole = elementState.value.replace(/\D/g, '');
      // Autofill and a paste over the whole field bring a country code of their own. A typed 8 or 7 at the start is one, too.
      if (data === '') {
        if (!/^\D*8/.test(elementState.value) && !(whole.length === 11 && !elementState.value.startsWith('+')))
          return { elementState, data };
        const value = `+7${whole.slice(1)}`;
        return { elementState: { value, selection: [value.length, value.length] }, data };
      }
      const digits = data.replace(/\D/g, '');
      if (digits.length >= 11 && /^[78]/.test(digits)) return { elementState, data: digits.slice(1) };
      if (whole.length <= 1 && /^[78]$/.test(digits)) return { elementState, data: whole === '' ? '7' : '' };
      return { elementState, data };
    },
  ],
};

/** `14.03.1991`. Days and months without a zero are completed. A date pasted or autofilled as `1991-03-14` is reordered. */
export const dateMask: MaskitoOptions = {
  mask: [digit, digit, '.', digit, digit, '.', digit, digit, digit, digit],
  preprocessors: [
    ({ elementState: { value, selection }, data }) => {
      const [from] = selection;
      // A separator is typed behind a single digit: `3.` means `03.`
      if (/^[./\s-]$/.test(data) && /(^|\.)\d$/.test(value.slice(0, from))) {
        const completed = `${value.slice(0, from - 1)}0${value.slice(from - 1)}`;
        return { elementState: { value: completed, selection: [from + 1, from + 1] }, data: '.' };
      }
      return { elementState: { value: completeDate(value), selection }, data: completeDate(data) };
    },
  ],
};

/** `45 12 345678`. */
export const passportMask: MaskitoOptions = {
  mask: [digit, digit, ' ', digit, digit, ' ', digit, digit, digit, digit, digit, digit],
};

/** `770-044`. */
export const departmentCodeMask: MaskitoOptions = { mask: [digit, digit, digit, '-', digit, digit, digit] };

/** `112-233-445 95`. */
export const snilsMask: MaskitoOptions = {
  mask: [digit, digit, digit, '-', digit, digit, digit, '-', digit, digit, digit, ' ', digit, digit],
};

/** Twelve digits. */
export const innMask: MaskitoOptions = { mask: Array.from({ length: 12 }, () => digit) };

/** Roubles in groups of three: `15 000`. Typed kopecks stay apart behind a comma; a third digit makes the comma one of thousands. */
export const sumMask: MaskitoOptions = {
  mask: /^[\d\u00a0]*(,\d{0,3})?$/,
  preprocessors: [
    ({ elementState, data }) => ({
      elementState: { ...elementState, value: elementState.value.replace(/[.,](?=\d{3}(\D|$))/g, '').replace('.', ',') },
      data: data.length > 1 ? tidyRoubles(data) : data.replace('.', ',').replace(/[^\d,]/, ''),
    }),
  ],
  postprocessors: [
    ({ value, selection: [from] }) => {
      const [whole = '', kopecks] = value.replace(/,(?=\d{3})/, '').split(',');
      const shown = `${groupDigits(whole)}${kopecks === undefined ? '' : `,${kopecks}`}`;
      const charactersBefore =
        value.slice(0, from).replace(/[^\d,]/g, '').length - (shown.includes(',') ? 0 : value.slice(0, from).split(',').length - 1);
      let caret = 0;
      for (let passed = 0; caret < shown.length && passed < charactersBefore; caret++) if (/[\d,]/.test(shown[caret] ?? '')) passed++;
      return { value: shown, selection: [caret, caret] };
    },
  ],
};

class MaskDirective extends AsyncDirective {
  private maskito: Maskito | null = null;
  private element: HTMLInputElement | null = null;
  private options: MaskitoOptions | null = null;

  override render(_options: MaskitoOptions): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [options]: [MaskitoOptions]): typeof noChange {
    if (this.options !== options && part.element instanceof HTMLInputElement) {
      this.element = part.element;
      this.options = options;
      void this.attach();
    }
    return noChange;
  }

  override reconnected(): void {
    void this.attach();
  }

  override disconnected(): void {
    this.maskito?.destroy();
    this.maskito = null;
  }

  // The library is loaded after the first screen. A field without its mask takes the same values.
  private async attach(): Promise<void> {
    const { Maskito } = await import('@maskito/core');
    this.maskito?.destroy();
    if (this.element && this.options && this.isConnected) this.maskito = new Maskito(this.element, this.options);
  }
}

/** Puts a mask on its input: `html\`<input ${mask(dateMask)}>\``. */
export const mask = directive(MaskDirective);

function completeDate(text: string): string {
  return text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1').replace(/(?<=^|[./\s-])\d(?=[./\s-])/g, '0$&');
}
