import { rawRequest, type RawAnswer } from '../../neighbours/testing/raw-request.ts';

/** The browser's part of a login: opens the provider's address and reads what the callback would get. */
export async function callbackOf(
  url: string,
  parameters: Record<string, string>,
  tls?: { ca: string },
): Promise<{ page: RawAnswer; callback: URLSearchParams | undefined }> {
  const page = await rawRequest(`${url}?${new URLSearchParams(parameters).toString()}`, tls ? { tls } : {});
  const location = page.headers['location'];
  return { page, callback: typeof location === 'string' ? new URL(location).searchParams : undefined };
}
