/** Calls a function again with growing pauses until it succeeds. */
export function retry<T>(
  fn: () => Promise<T> | T,
  options?: {
    multiplier?: number;
    maxTimeout?: number;
    maxAttempts?: number;
    minTimeout?: number;
    jitter?: number;
  },
): Promise<T>;
