import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed, namedEarly } from "./named.ts";
import { openFile } from "./open_file.ts";

/** `OPEN:file`: an existing file, unless `creat` says to make it. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await openNamed(request, request.parameters[0]!, 0);
}

/** Opens a named file with extra `open(2)` flags, and applies permissions, owners and removal. */
export async function openNamed(request: OpenRequest, path: string, flags: number): Promise<RelayEndpoint> {
  const ours = namedEarly(request, path, false);
  request.context.log.notice(() => `opening file "${path}" for ${DIRECTIONS[request.access]}`);
  const endpoint = await openFile(request, path, { flags, fifo: waits(path) });
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

const DIRECTIONS = { both: "reading and writing", read: "reading", write: "writing" };

function waits(path: string): boolean {
  try {
    const found = Deno.statSync(path);
    return found.isFifo === true || found.isCharDevice === true;
  } catch {
    return false; // not there yet
  }
}
