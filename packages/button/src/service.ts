/** Where the script itself came from; unknown when imported from npm. */
export const script = { origin: '' };

/** The backend's address without a closing slash; empty where nobody said it. */
export const serviceOf = ({ serviceUrl }: { serviceUrl?: string | null | undefined }): string =>
  (serviceUrl || script.origin).replace(/\/$/, '');
