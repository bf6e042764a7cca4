import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { asksForTerminal } from "../../options/terminal_options.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed, namedEarly } from "./named.ts";
import { fileKind } from "./file_kind.ts";
import { openFile } from "./open_file.ts";

/** `OPEN:file`: an existing file, unless `creat` says to make it. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await openNamed(request, request.parameters[0]!, 0);
}

/** Opens a named file with extra `open(2)` flags, and applies permissions, owners and removal. */
export async function openNamed(request: OpenRequest, path: string, flags: number): Promise<RelayEndpoint> {
  const ours = namedEarly(request, path, false);
  const kind = fileKind(path);
  request.context.log.notice(() => `opening ${kind} "${path}" for ${ACCESS_WORDS[request.access]}`);
  const endpoint = await openTerminal(request, path, kind) ??
    await openFile(request, path, { flags, fifo: WAITING.includes(kind) });
  applyNamed(request, path, true);
  const leave = ours();
  return {
    ...endpoint,
    close: async () => {
      await endpoint.close();
      leave();
    },
  };
}

/** A terminal or a serial line; undefined for anything else, and where it cannot be driven. */
async function openTerminal(
  request: OpenRequest,
  path: string,
  kind: string,
): Promise<RelayEndpoint | undefined> {
  const asked = asksForTerminal(request.options);
  if (!asked && kind !== "character device") return undefined;
  const { openTerminalDevice } = await import("../terminal/open_terminal_device.ts");
  return await openTerminalDevice(request, path);
}

/** What is read may have to wait for somebody who writes it. */
const WAITING = ["named pipe", "character device"];
