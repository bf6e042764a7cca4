import type { Stage } from "./stage.ts";

/** A stage that hands a look at each block to `take` before it goes on. */
export function copyTo(take: (bytes: Uint8Array) => void): Stage {
  return {
    push: (bytes, next) => {
      take(bytes);
      return next(bytes);
    },
  };
}
