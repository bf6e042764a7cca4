import { idleOption, needsOneOf } from "../../mod/cli/idle_options.ts";
import { number, type Option, optional, readNumber } from "../../mod/cli/option.ts";

/** `--udp[=PORT]`: on a port of its own, or on that of TCP. */
export function udpOption(help: string): Option<number | "same" | undefined> {
  return optional<number | "same">({
    value: "PORT",
    alone: "same",
    accepts: (word) => /^\d+$/.test(word),
    read: (typed) => readNumber(typed, { max: 65_535 }),
    help,
  });
}

/** How many datagrams a server answers. */
export const udpRateOption = idleOption(
  number({ min: 1, default: 100_000, help: "datagrams answered a second for one address" }),
  [needsOneOf("udp")],
);
