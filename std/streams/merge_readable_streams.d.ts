/** Several streams read as one, in the order in which they yield. */
export function mergeReadableStreams<T>(...streams: ReadableStream<T>[]): ReadableStream<T>;
