// Types alone: `import type {} from 'installment-button/vue'`.
export {};
