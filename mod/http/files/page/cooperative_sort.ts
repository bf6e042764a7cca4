import { TimeSlice } from "../../../server/time_slice.ts";

/** Values that are sorted in one go: well below a millisecond with any comparison. */
const RUN = 256;
/** How long to compare in one go, milliseconds: a turn for the others takes one at least. */
const STRETCH = 8;

/**
 * A stable sort, like `Array.prototype.sort`, that lets everybody else have a turn in between: a
 * hundred thousand names take seconds to compare, and the event loop has other clients. A merge
 * sort from the bottom up, because it can stop anywhere.
 *
 * @returns a new array.
 */
export async function cooperativeSort<T>(
  values: readonly T[],
  compare: (a: T, b: T) => number,
  pause: () => Promise<void> = nextTurn,
): Promise<T[]> {
  const slice = new TimeSlice(STRETCH);
  const giveWay = async () => {
    await pause();
    slice.restart();
  };
  let from: T[] = [];
  for (let start = 0; start < values.length; start += RUN) {
    from.push(...values.slice(start, start + RUN).sort(compare));
    if (slice.over) await giveWay();
  }
  for (let width = RUN; width < from.length; width *= 2) {
    const to: T[] = [];
    for (let start = 0; start < from.length; start += 2 * width) {
      // Two neighbouring runs of this width become one
      const middle = Math.min(start + width, from.length);
      const end = Math.min(middle + width, from.length);
      let [left, right] = [start, middle];
      while (left < middle || right < end) {
        const takesLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0);
        const length = to.push(from[takesLeft ? left++ : right++]!);
        if (length % RUN === 0 && slice.over) await giveWay();
      }
    }
    from = to;
  }
  return from;
}

/** A turn of the event loop in which it looks at all sockets. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
