/** The whole stream as text. */
export function toText(stream: ReadableStream<Uint8Array | string>): Promise<string>;
