/**
 * WebOTP: such a phone hands over the code of an SMS whose last line names our origin and, in a frame, the origin of the page around it.
 * Null where the browser has no WebOTP or the person refused. https://developer.mozilla.org/docs/Web/API/WebOTP_API
 */
export async function readCodeFromSms(signal: AbortSignal): Promise<string | null> {
  if (!('OTPCredential' in globalThis)) return null;
  const request: CredentialRequestOptions & { otp: { transport: string[] } } = { otp: { transport: ['sms'] }, signal };
  try {
    const credential = await navigator.credentials.get(request);
    if (!credential || !('code' in credential) || typeof credential.code !== 'string') return null;
    return /^\d{6}$/.test(credential.code) ? credential.code : null;
  } catch {
    return null;
  }
}
