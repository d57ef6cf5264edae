/** Why a photograph cannot be sent. */
export type PhotographProblem = 'tooSmall' | 'blurred' | 'tooBig' | 'notPicture';
/** A photograph as it will be sent, or why it will not. */
export type Photograph = { blob: Blob } | { problem: PhotographProblem };

const maxBytes = 10 * 1024 * 1024;
/** The longer side below which a passport cannot be read, pixels. */
const leastSide = 1000;
const largestSide = 2560;
/**
 * Below it the picture is smeared. Measured with drawn pictures of 2000 px: print of 28 to 34 px, sharp 430 to 2430, softened by 2 px 73
 * to 507, by 8 px, where letters run together, 1 to 15; a face, sharp 48 to 60, by 2 px 18 to 29, by 8 px 1 to 13. The larger figures
 * are those of a dark room's grain, which alone makes 12.
 */
const leastSharpness = { passport: 30, selfie: 16 };

/**
 * Prepares a picture for sending. It is drawn anew, so that no metadata (place, device, thumbnail) goes with it, and its size and sharpness
 * are checked before the buyer waits for an upload.
 */
export async function preparePhotograph(source: Blob | HTMLVideoElement, what: keyof typeof leastSharpness): Promise<Photograph> {
  if (source instanceof Blob && source.size > maxBytes * 4) return { problem: 'tooBig' };
  const bitmap = await createImageBitmap(source).catch(() => null);
  if (!bitmap) return { problem: 'notPicture' };
  const longer = Math.max(bitmap.width, bitmap.height);
  if (longer < leastSide) return { problem: 'tooSmall' };
  const scale = Math.min(1, largestSide / longer);
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return { problem: 'notPicture' };
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  if (sharpness(context, width, height) < leastSharpness[what]) return { problem: 'blurred' };
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  if (!blob) return { problem: 'notPicture' };
  return blob.size > maxBytes ? { problem: 'tooBig' } : { blob };
}

/** The variance of the picture's second derivative (Laplace): smooth pictures have little, sharp ones much. */
function sharpness(context: CanvasRenderingContext2D, width: number, height: number): number {
  const side = 480;
  const scale = Math.min(1, side / Math.max(width, height));
  const small = document.createElement('canvas');
  small.width = Math.max(3, Math.round(width * scale));
  small.height = Math.max(3, Math.round(height * scale));
  const drawn = small.getContext('2d', { willReadFrequently: true });
  if (!drawn) return Infinity;
  // Averages what it leaves out: else the grain of a dark photograph counts as sharpness.
  drawn.imageSmoothingQuality = 'high';
  drawn.drawImage(context.canvas, 0, 0, small.width, small.height);
  const { data } = drawn.getImageData(0, 0, small.width, small.height);
  const grey = (index: number) => 0.299 * (data[index] ?? 0) + 0.587 * (data[index + 1] ?? 0) + 0.114 * (data[index + 2] ?? 0);
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < small.height - 1; y++) {
    for (let x = 1; x < small.width - 1; x++) {
      const at = (y * small.width + x) * 4;
      const row = small.width * 4;
      const edge = 4 * grey(at) - grey(at - 4) - grey(at + 4) - grey(at - row) - grey(at + row);
      sum += edge;
      squares += edge * edge;
      count++;
    }
  }
  return count ? squares / count - (sum / count) ** 2 : 0;
}
