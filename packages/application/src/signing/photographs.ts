/** A photograph as it will be sent, and what was wrong with one that will not. */
export type Photograph = { blob: Blob } | { problem: 'tooSmall' | 'blurred' | 'tooBig' | 'notPicture' };

const maxBytes = 10 * 1024 * 1024;
/** The longer side below which a passport cannot be read, pixels. */
const leastSide = 1000;
const largestSide = 2560;
/** Below it the picture is smeared; the figure was found with sharp and shaken photographs of documents. */
const leastSharpness = 12;

/**
 * Makes of a chosen or taken picture what is sent: drawn anew, so that no metadata (place, device, thumbnail) goes along, and checked
 * for size and sharpness before the buyer waits for an upload.
 */
export async function preparePhotograph(source: Blob | HTMLVideoElement): Promise<Photograph> {
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
  if (sharpness(context, width, height) < leastSharpness) return { problem: 'blurred' };
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  if (!blob) return { problem: 'notPicture' };
  return blob.size > maxBytes ? { problem: 'tooBig' } : { blob };
}

/** The variance of the picture's second derivative (Laplace): smooth pictures have little, sharp ones much. */
export function sharpness(context: CanvasRenderingContext2D, width: number, height: number): number {
  const side = 480;
  const scale = Math.min(1, side / Math.max(width, height));
  const small = document.createElement('canvas');
  small.width = Math.max(3, Math.round(width * scale));
  small.height = Math.max(3, Math.round(height * scale));
  const drawn = small.getContext('2d', { willReadFrequently: true });
  if (!drawn) return Infinity;
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
