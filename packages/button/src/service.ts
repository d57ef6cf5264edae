/** The origin that the script was loaded from. Empty when the package was imported from npm. */
export const script = { origin: '' };

/** The backend's address without a closing slash. Empty where it is unknown. */
export const serviceOf = ({ serviceUrl }: { serviceUrl?: string | null | undefined }): string =>
  (serviceUrl || script.origin).replace(/\/$/, '');
