import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { fileEndpoint } from "../../endpoints/file_endpoint.ts";
import { asksForTerminal } from "../../options/terminal_options.ts";
import { standardInput, standardOutput } from "../../../process/console/standard_streams.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";

/** `STDIO`, `-`, `STDIN`, `STDOUT`, `STDERR`. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await standard(request.type, request);
}

/** What is used of standard input and output, as socat says it. */
function usage(name: string, { access }: OpenRequest): string {
  if (name === "stdio" && access === "both") return "reading from and writing to stdio";
  const stream = name !== "stdio" ? name : access === "read" ? "stdin" : "stdout";
  return `using ${stream} for ${ACCESS_WORDS[access]}`;
}

/** The standard stream of that name; the process keeps it open. */
async function standard(name: string, request: OpenRequest): Promise<RelayEndpoint> {
  request.context.log.notice(() => usage(name, request));
  const reads = name === "stdio" || name === "stdin";
  const input = standardInput();
  const out = standardOutput(name === "stderr" ? "stderr" : "stdout");
  const writes = name !== "stdin";
  const read = reads ? 0 : name === "stderr" ? 2 : 1;
  const written = name === "stderr" ? 2 : writes ? 1 : 0;
  const used = { both: [read, written], read: [read], write: [written] }[request.access];
  if (request.options.has("append") || request.options.has("o-noatime")) {
    const { applyStatusFlags } = await import("../process/main_process.ts");
    applyStatusFlags(used, request.options, request.context);
  }
  const leave = await withModes(used, request);
  return fileEndpoint({
    ...(reads ? { read: (buffer: Uint8Array) => input.read(buffer) } : {}),
    ...(writes ? { write: (bytes: Uint8Array) => out.write(bytes) } : {}),
    close: leave,
    fds: [read, written],
  }, request.context);
}

/** Modes of terminals, on each of the descriptors that are used; they are given back at the end. */
export async function withModes(
  fds: readonly number[],
  { options, context }: OpenRequest,
): Promise<() => unknown> {
  if (!asksForTerminal(options)) return () => {};
  const { applyModesToStandard } = await import("../../terminal/apply_modes.ts");
  return await applyModesToStandard([...new Set(fds)], options, context);
}
