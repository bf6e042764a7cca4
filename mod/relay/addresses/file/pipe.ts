import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { memoryEndpoint } from "../../endpoints/memory_endpoint.ts";
import { MemoryPipe } from "../../endpoints/memory_pipe.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { openFile } from "./open_file.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { fileKind } from "./file_kind.ts";
import { applyRights, removedAtEnd, removeEarly, removeLate } from "./named.ts";

/**
 * `PIPE`: a pipe in memory that echoes; `PIPE:name`: a FIFO in the file system, made when it is not there.
 * Only a FIFO that was made here goes at the end (as in socat): one that was there has users of its own.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  if (request.parameters.length === 0) yield inMemory(request);
  else yield await named(request, request.parameters[0]!);
}

function inMemory({ context }: OpenRequest): RelayEndpoint {
  context.log.notice("writing to and reading from unnamed pipe");
  return memoryEndpoint(new MemoryPipe(), false, context);
}

async function named(request: OpenRequest, path: string): Promise<RelayEndpoint> {
  removeEarly(request, path);
  const found = fileKind(path);
  // What is not there, or not to be seen: mkfifo will say which.
  const missing = found === "undef";
  if (!missing && found !== "named pipe") throw new RelayError(`"${path}" is not a FIFO`);
  const use = ACCESS_WORDS[request.access];
  if (missing) {
    await makeFifo(request, path);
    request.context.log.notice(`created named pipe "${path}" for ${use}`);
  } else request.context.log.notice(`opening ${found} "${path}" for ${use}`);
  const leave = removedAtEnd(request, path, missing)();
  applyRights(request, path, true);
  const endpoint = await openFile(request, path, { flags: 0, fifo: true });
  removeLate(request, path);
  return {
    ...endpoint,
    close: async () => {
      await endpoint.close();
      leave();
    },
  };
}

async function makeFifo(request: OpenRequest, path: string): Promise<void> {
  const umask = request.options.number("umask") ?? Deno.umask();
  const mode = (request.options.number("perm") ?? request.options.number("perm-early") ?? 0o666) & ~umask;
  try {
    const made = await new Deno.Command("mkfifo", {
      args: ["-m", mode.toString(8), "--", path],
      stderr: "piped",
    })
      .output();
    if (made.success) return;
    const why = new TextDecoder().decode(made.stderr).trim().split(": ").at(-1);
    throw new RelayError(`mkfifo("${path}", ${mode.toString(8)}): ${why}`);
  } catch (error) {
    if (error instanceof RelayError) throw error;
    throw new RelayError(
      `mkfifo("${path}"): ${errorText(error)}`,
      "  named pipes need the system's mkfifo program",
    );
  }
}
