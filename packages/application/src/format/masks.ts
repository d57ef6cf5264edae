import type { Maskito, MaskitoOptions } from '@maskito/core';
import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';

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

/** `14.03.1991`. A date pasted or autofilled as `1991-03-14` is reordered. */
export const dateMask: MaskitoOptions = {
  mask: [digit, digit, '.', digit, digit, '.', digit, digit, digit, digit],
  preprocessors: [
    ({ elementState, data }) => ({
      elementState: { ...elementState, value: turnIsoDate(elementState.value) },
      data: turnIsoDate(data),
    }),
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

/** Whole roubles in groups of three: `15 000`. */
export const sumMask: MaskitoOptions = {
  mask: /^[\d\u00a0]*$/,
  preprocessors: [({ elementState, data }) => ({ elementState, data: data.replace(/[.,]\d{1,2}(?!\d).*$/s, '').replace(/\D/g, '') })],
  postprocessors: [
    ({ value, selection: [from] }) => {
      const digitsBefore = value.slice(0, from).replace(/\D/g, '').length;
      const grouped = groupDigits(value);
      let caret = 0;
      for (let passed = 0; caret < grouped.length && passed < digitsBefore; caret++) if (digit.test(grouped[caret] ?? '')) passed++;
      return { value: grouped, selection: [caret, caret] };
    },
  ],
};

/** Groups of three joined by U+00A0, without leading zeros, at most 10 digits. */
export function groupDigits(text: string): string {
  const digits = text
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, 10);
  return digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}

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

function turnIsoDate(text: string): string {
  return text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1');
}
