/** Resolves after so many milliseconds. */
export function delay(ms: number, options?: { signal?: AbortSignal; persistent?: boolean }): Promise<void>;
