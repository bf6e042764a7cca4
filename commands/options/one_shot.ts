import { number } from "../../mod/cli/option.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";

/** The port of a server that hands over or takes something once. */
export const oneShotPort = number({
  value: "PORT",
  short: "p",
  max: 65_535,
  shown: "8080",
  help: "port to listen on, 0 for any free one",
});

/**
 * Ends a server after a while, but not while anything is on its way.
 *
 * @param milliseconds from now
 * @returns dispose of it when the server has ended
 */
export function endLater(milliseconds: number, transfers: Transfers, done: AbortController): Disposable {
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    if (transfers.active.length === 0) done.abort();
    else timer = setTimeout(look, 200);
  };
  timer = setTimeout(look, Math.min(milliseconds, LONGEST_TIMER));
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Milliseconds; a longer timer would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
