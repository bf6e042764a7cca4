import type { Figures } from "./bench.ts";
import type { LoadParameters } from "./load_generator.ts";
import type { RoundContext } from "./round_context.ts";

/** Datagrams there and back, one at a time for each socket. @param parameters of the mode `udp` */
export async function datagramLoad({ load }: RoundContext, parameters: LoadParameters): Promise<Figures> {
  const { per_second = 0, p50_us = 0, p99_us = 0, lost = 0, answers = 0 } = await load("udp", parameters);
  return { "answers/s": per_second, "p50 µs": p50_us, "p99 µs": p99_us, lost, each: answers };
}
