// Types alone: `import type {} from 'installment-button/svelte'`.
export {};
