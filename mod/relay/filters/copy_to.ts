import type { Filter } from "./filter.ts";

/** A filter that hands a look at each block to `take` before it goes on. */
export function copyTo(take: (bytes: Uint8Array) => void): Filter {
  return {
    push: (bytes, next, part) => {
      take(bytes);
      return next(bytes, part);
    },
  };
}
