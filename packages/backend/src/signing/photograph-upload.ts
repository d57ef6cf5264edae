import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';
import { reEncode } from './re-encode.ts';
import type { Photographs } from './self-id.ts';

/** 10 MiB a photograph, and 64 KiB for the form's headers. */
const PICTURE_BYTES = 10 * 1024 * 1024;
const FORM_BYTES = 2 * PICTURE_BYTES + 64 * 1024;

export const photographBodyLimit = FORM_BYTES;

/** Lets the routes of this scope take multipart bodies. */
export function takePhotographs(app: App): void {
  app.register(multipart, { limits: { fileSize: PICTURE_BYTES, files: 2, fields: 0, parts: 2 } });
}

const tooLarge = () => new Problem(413, 'body_too_large', 'A photograph may have 10 MiB at most.');
const unreadable = (field: string) =>
  new Problem(422, 'photograph_unreadable', 'Send two photographs, `passport` and `selfie`, as JPEG, PNG or WebP.', {
    fields: [{ path: `/${field}`, code: 'photograph_unreadable', message: 'This is not a whole JPEG, PNG or WebP file.' }],
  });

/** Reads `passport` and `selfie` into memory and re-encodes them: unencrypted photographs never reach the disk. */
export async function readPhotographs(request: FastifyRequest): Promise<Photographs> {
  if (!request.isMultipart()) throw new Problem(415, 'unsupported_media_type', 'Send the photographs as multipart/form-data.');
  const pictures = new Map<string, Buffer>();
  try {
    for await (const part of request.files()) pictures.set(part.fieldname, await part.toBuffer());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge();
    if (code.endsWith('_LIMIT')) throw unreadable('passport');
    // Only the parser throws here: the boundary is missing, or a part breaks off.
    throw new Problem(400, 'invalid_request', 'The multipart body is malformed.');
  }
  const picture = async (field: string) => {
    const bytes = pictures.get(field);
    const clean = bytes && (await reEncode(bytes));
    if (!clean) throw unreadable(field);
    return clean;
  };
  return { passport: await picture('passport'), selfie: await picture('selfie') };
}
