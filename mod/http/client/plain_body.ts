import { HttpFailure } from "./http_failure.ts";

/**
 * The bytes of a response as the file has them, for servers that compress what they were asked not to.
 *
 * @throws HttpFailure for a coding that cannot be undone here
 */
export async function plainBody(
  response: Response,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  const coding = response.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  // Some servers call what is a .gz file by itself compressed on the way.
  if (coding === "identity" || response.body === null || isCompressedFile(response)) return response.body;
  const format = Object.hasOwn(FORMATS, coding) ? FORMATS[coding] : undefined;
  if (format === undefined) {
    await response.body.cancel();
    throw new HttpFailure(`The server sends it encoded as ${coding}, which cannot be undone here`, {
      again: false,
    });
  }
  return response.body.pipeThrough(new DecompressionStream(format));
}

const FORMATS: Readonly<Record<string, "gzip" | "deflate">> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
};

function isCompressedFile({ url }: Response): boolean {
  return URL.canParse(url) && /\.(gz|tgz|z|svgz)$/i.test(new URL(url).pathname);
}
