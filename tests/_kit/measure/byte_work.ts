/** The work done with bytes while something ran. */
export interface ByteWork {
  /** Bytes that were allocated, copied and searched. */
  total: number;
  /** The largest array of bytes that was made. */
  largest: number;
}

type Method = (this: Uint8Array, ...args: unknown[]) => unknown;

/**
 * Counts the bytes that are allocated, copied and searched while a task runs: this shows without a
 * clock why a parser is slow or large. Loops over single elements are not seen.
 */
export async function byteWork(task: () => unknown): Promise<ByteWork> {
  const work: ByteWork = { total: 0, largest: 0 };
  const original = globalThis.Uint8Array;
  const methods = original.prototype as unknown as Record<string, Method>;
  const kept = Object.entries(costs).map(([name]) => [name, methods[name]!] as const);
  for (const [name, method] of kept) {
    Object.defineProperty(methods, name, {
      configurable: true,
      writable: true,
      value(this: Uint8Array, ...args: unknown[]) {
        const result = method.apply(this, args);
        work.total += costs[name]!(this, args, result);
        return result;
      },
    });
  }
  globalThis.Uint8Array = new Proxy(original, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget) as Uint8Array;
      if (!(args[0] instanceof ArrayBuffer)) {
        work.total += made.length;
        work.largest = Math.max(work.largest, made.length);
      }
      return made;
    },
  });
  try {
    await task();
  } finally {
    globalThis.Uint8Array = original;
    for (const [name] of kept) delete methods[name];
  }
  return work;
}

/** The methods are those of all typed arrays; they are hidden by our own for the time being. */
const costs: Record<string, (self: Uint8Array, args: unknown[], result: unknown) => number> = {
  set: (_self, [from]) => (from as ArrayLike<number>).length,
  copyWithin: (self, [_to, start, end]) => ((end ?? self.length) as number) - ((start ?? 0) as number),
  slice: (_self, _args, result) => (result as Uint8Array).length,
  indexOf: (self, [_wanted, from], found) => searched(self, from, found as number),
  includes: (self, [_wanted, from]) => self.length - ((from ?? 0) as number),
  findIndex: (self, _args, found) => searched(self, 0, found as number),
};

function searched(self: Uint8Array, from: unknown, found: number): number {
  return Math.max(0, (found === -1 ? self.length : found + 1) - ((from ?? 0) as number));
}
