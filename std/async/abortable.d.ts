/** Rejects as soon as the signal aborts, else settles as the promise does. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T>;
