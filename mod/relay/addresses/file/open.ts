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
  request.context.log.notice(() => `opening ${fileKind(path)} "${path}" for ${ACCESS_WORDS[request.access]}`);
  const endpoint = await openTerminal(request, path) ??
    await openFile(request, path, { flags, fifo: waits(path) });
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
async function openTerminal(request: OpenRequest, path: string): Promise<RelayEndpoint | undefined> {
  const asked = asksForTerminal(request.options);
  if (!asked && !isCharacterDevice(path)) return undefined;
  const { openTerminalDevice } = await import("../terminal/open_terminal_device.ts");
  return await openTerminalDevice(request, path);
}

function isCharacterDevice(path: string): boolean {
  try {
    return Deno.statSync(path).isCharDevice === true;
  } catch {
    return false; // not there yet
  }
}

function waits(path: string): boolean {
  try {
    const found = Deno.statSync(path);
    return found.isFifo === true || found.isCharDevice === true;
  } catch {
    return false; // not there yet
  }
}
