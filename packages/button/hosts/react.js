// Types alone: `import type {} from 'installment-button/react'`.
export {};
