import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
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

function inMemory(request: OpenRequest): RelayEndpoint {
  const pipe = new MemoryPipe();
  request.context.log.notice("writing to and reading from unnamed pipe");
  const fds = [request.context.descriptors.take(), request.context.descriptors.take()] as const;
  return {
    fds,
    readable: true,
    writable: true,
    datagram: false,
    environment: {},
    read: (buffer) => pipe.read(buffer),
    write: (bytes) => pipe.write(bytes),
    shutdown: () => Promise.resolve(pipe.end()),
    close: () => {
      pipe.end();
      fds.forEach((fd) => request.context.descriptors.release(fd));
      return Promise.resolve();
    },
  };
}

async function named(request: OpenRequest, path: string): Promise<RelayEndpoint> {
  removeEarly(request, path);
  const found = kindOf(path);
  if (found === "other") throw new RelayError(`"${path}" is not a FIFO`);
  const use = ACCESS_WORDS[request.access];
  if (found === "none") {
    await makeFifo(request, path);
    request.context.log.notice(`created named pipe "${path}" for ${use}`);
  } else request.context.log.notice(() => `opening ${fileKind(path)} "${path}" for ${use}`);
  const leave = removedAtEnd(request, path, found === "none")();
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

function kindOf(path: string): "fifo" | "none" | "other" {
  try {
    return Deno.statSync(path).isFifo ? "fifo" : "other";
  } catch {
    return "none"; // not there (or not to be seen): mkfifo will say which
  }
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
