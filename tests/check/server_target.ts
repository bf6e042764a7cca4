import { ProgramTarget, type ProgramTargetOptions } from "../../mod/check/targets/program_target.ts";
import { ProxyTarget } from "../../mod/check/targets/proxy_target.ts";
import type { Target } from "../../mod/check/targets/target.ts";
import type { ServerCheck } from "./broken_programs.ts";

/** A program, with its words in front of those that say where it listens and, if it is a proxy, where it goes on to. */
export function serverTarget(
  { transport, proxy }: ServerCheck,
  { words, ...options }: Omit<ProgramTargetOptions, "transport">,
): Target {
  const program = (...upstream: string[]) =>
    new ProgramTarget({
      ...options,
      words: [...words, "{port}", ...upstream],
      transport: transport ?? "tcp",
    });
  if (proxy === undefined) return program();
  return new ProxyTarget({
    name: words.join(" "),
    port: 0,
    hostname: "127.0.0.1",
    ours: true,
    signal: options.signal,
    program: ({ hostname, port }) => program(hostname, String(port)),
  });
}
