/** Rejects with a `TimeoutError` after so many milliseconds, else settles as the promise does. */
export function deadline<T>(promise: Promise<T>, ms: number, options?: { signal?: AbortSignal }): Promise<T>;
