/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the backend is. */
  readonly VITE_SERVICE: string;
  /** The shop's publishable key. */
  readonly VITE_SHOP: string;
}
