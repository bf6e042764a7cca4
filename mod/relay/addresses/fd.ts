import { type Endpoint, RelayError } from "../endpoint.ts";
import { fileEndpoint } from "../endpoints/file_endpoint.ts";
import { errorText } from "../net/system_error.ts";
import type { OpenRequest } from "./address_type.ts";

/**
 * `FD:n`, or just a number: a descriptor that the relay inherited. The standard three are read and written directly;
 * the others are opened once more through the system's own directory of descriptors, which works for files, pipes and
 * terminals but not for sockets.
 */
export async function* open(request: OpenRequest): AsyncGenerator<Endpoint> {
  const text = request.parameters[0]!;
  if (!/^\d+$/.test(text)) throw new RelayError(`FD: "${text}" is not a descriptor number`);
  const fd = Number(text);
  yield fd <= 2 ? standard(fd, request) : await inherited(fd, request);
}

function standard(fd: number, request: OpenRequest): Endpoint {
  const out = fd === 2 ? Deno.stderr : Deno.stdout;
  return fileEndpoint({
    ...(fd === 0 && request.access !== "write"
      ? { read: (buffer: Uint8Array) => Deno.stdin.read(buffer) }
      : {}),
    ...(fd > 0 ? { write: (bytes: Uint8Array) => out.write(bytes) } : {}),
    close: () => {},
    fds: [fd, fd],
  }, request.context);
}

async function inherited(fd: number, request: OpenRequest): Promise<Endpoint> {
  const reader = request.access === "write" ? undefined : await attempt(fd, { read: true });
  const writer = request.access === "read" ? undefined : await attempt(fd, { write: true });
  if (reader instanceof Error && writer instanceof Error) throw failure(fd, reader);
  if (reader instanceof Error && writer === undefined) throw failure(fd, reader);
  if (writer instanceof Error && reader === undefined) throw failure(fd, writer);
  return fileEndpoint({
    ...(reader instanceof Deno.FsFile ? { read: (buffer: Uint8Array) => reader.read(buffer) } : {}),
    ...(writer instanceof Deno.FsFile ? { write: (bytes: Uint8Array) => writer.write(bytes) } : {}),
    close: () => [reader, writer].forEach((file) => file instanceof Deno.FsFile && file.close()),
    fds: [fd, fd],
  }, request.context);
}

async function attempt(fd: number, options: Deno.OpenOptions): Promise<Deno.FsFile | Error> {
  try {
    return await Deno.open(`/dev/fd/${fd}`, options);
  } catch (error) {
    return error as Error;
  }
}

function failure(fd: number, error: Error): RelayError {
  const code = (error as { code?: string }).code;
  const socket = code === "ENXIO" || /No such device/.test(error.message);
  return new RelayError(
    `FD:${fd}: ${socket ? "it is a socket, which this runtime cannot take over" : errorText(error)}`,
  );
}
