import type { Way } from "../filters/filter.ts";
import type { Log } from "../log.ts";

/** What has been written in one direction. */
interface Traffic {
  blocks: number;
  bytes: number;
}

/** What has passed in all sessions together, for `--statistics` and SIGUSR1. */
export class TrafficTotals {
  readonly #ways: Readonly<Record<Way, Traffic>> = {
    ">": { blocks: 0, bytes: 0 },
    "<": { blocks: 0, bytes: 0 },
  };
  #begun = false;

  /** A session begins to pass data on. */
  begin(): void {
    this.#begun = true;
  }

  /** A block has been written. */
  count(way: Way, bytes: number): void {
    const traffic = this.#ways[way];
    traffic.blocks++;
    traffic.bytes += bytes;
  }

  /** Says it in the words and columns of socat 1.8, whatever the verbosity. */
  tell(log: Log, direction: "both" | "left-to-right" | "right-to-left" = "both"): void {
    if (!this.#begun) return log.warning("transfer engine not yet started, statistics not available");
    const both = Object.values(this.#ways);
    const [blocks, bytes] = [both.map((each) => each.blocks), both.map((each) => each.bytes)];
    const line = (name: string, traffic: Traffic) =>
      log.always(
        "I",
        `STATISTICS: ${name}: ${aligned(traffic.blocks, blocks)} packets(s), ${
          aligned(traffic.bytes, bytes)
        } byte(s)`,
      );
    if (direction !== "right-to-left") line("left to right", this.#ways[">"]);
    if (direction !== "left-to-right") line("right to left", this.#ways["<"]);
  }
}

/** As wide as the widest of its column. */
function aligned(number: number, column: readonly number[]): string {
  return String(number).padStart(Math.max(...column.map((each) => String(each).length)));
}
