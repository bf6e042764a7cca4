import type { Candidate } from "./candidate.ts";
import { compileC } from "./compile_c.ts";
import { datagramLoad } from "./datagram_load.ts";
import { bareDatagrams, netlab } from "./peers.ts";
import type { Suite } from "./suite.ts";

/** What is measured with datagrams. */
export interface DatagramBench {
  /** The words of the server, without `--udp PORT`. */
  readonly words: readonly string[];
  /** The question. */
  readonly text: string;
  readonly others?: readonly Candidate[];
}

/**
 * Datagrams there and back, from one socket and from twenty, beside a C loop and one of the runtime that answer each with
 * a letter.
 */
export async function datagramBench(run: Suite, { words, text, others = [] }: DatagramBench): Promise<void> {
  const program = await compileC(["_peers/udp_letter.c"], run.folder, "udp_letter");
  const ours: Candidate = {
    name: "netlab",
    command: (port) => netlab([...words, "--udp", `${port}`]).command(0),
    ready: "udp",
  };
  const limit: Candidate = {
    name: "C recvfrom/sendto",
    command: (port) => [program ?? "udp_letter", `${port}`],
    ready: "udp",
    missing: program ? undefined : "not measured: no C compiler",
  };
  for (const conns of [1, 20]) {
    await run.bench({
      name: "datagrams there and back",
      at: `${conns} socket${conns > 1 ? "s" : ""}`,
      unit: "answers/s",
      candidates: [ours, limit, bareDatagrams("udp_letter_bare.ts"), ...others],
      measure: (context) => datagramLoad(context, { conns, text, seconds: run.seconds }),
    });
  }
}
