import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { fileEndpoint } from "../../endpoints/file_endpoint.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { adoptSocket, adoptsSockets } from "../../../net/connection/adopt_socket.ts";
import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import { standardInput, standardOutput } from "../../../process/console/standard_streams.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { withModes } from "./stdio.ts";

/**
 * `FD:n`, or just a number: a descriptor that the relay inherited. The standard three are read and written
 * directly; a connected socket is taken over; the others are opened again through the system's own
 * directory of descriptors, which works for files, pipes and terminals.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const text = request.parameters[0]!;
  if (!/^\d+$/.test(text)) throw new RelayError(`FD: "${text}" is not a descriptor number`);
  const fd = Number(text);
  request.context.log.notice(`using file descriptor ${fd} for ${ACCESS_WORDS[request.access]}`);
  if (fd <= 2) yield await standard(fd, request);
  else yield await socketOf(fd, request) ?? await inherited(fd, request);
}

/**
 * A socket that somebody connected for us (inetd, a shell's `/dev/tcp`); undefined for anything
 * else.
 */
async function socketOf(fd: number, request: OpenRequest): Promise<RelayEndpoint | undefined> {
  if (!isSocket(fd) || !adoptsSockets()) return undefined;
  const { connectionOf } = await import("../../../net/tcp/connect_from.ts");
  return streamEndpoint(connectionOf(await adoptSocket(fd)), request.context, { fds: [fd, fd] });
}

function isSocket(fd: number): boolean {
  try {
    return Deno.statSync(`/dev/fd/${fd}`).isSocket === true;
  } catch {
    return false; // no such descriptor, or no such directory: opening it will say so
  }
}

async function standard(fd: number, request: OpenRequest): Promise<RelayEndpoint> {
  const leave = await withModes([fd], request);
  if (request.options.has("append") || request.options.has("o-noatime")) {
    const { applyStatusFlags } = await import("../process/main_process.ts");
    applyStatusFlags([fd], request.options, request.context);
  }
  const input = standardInput();
  const out = standardOutput(fd === 2 ? "stderr" : "stdout");
  return fileEndpoint({
    ...(fd === 0 && request.access !== "write" ? { read: (buffer: Uint8Array) => input.read(buffer) } : {}),
    ...(fd > 0 ? { write: (bytes: Uint8Array) => out.write(bytes) } : {}),
    close: leave,
    fds: [fd, fd],
  }, request.context);
}

async function inherited(fd: number, request: OpenRequest): Promise<RelayEndpoint> {
  const reader = request.access === "write" ? undefined : await attempt(fd, { read: true });
  const writer = request.access === "read" ? undefined : await attempt(fd, { write: true });
  if (reader instanceof Error && writer instanceof Error) throw failure(fd, reader);
  if (reader instanceof Error && writer === undefined) throw failure(fd, reader);
  if (writer instanceof Error && reader === undefined) throw failure(fd, writer);
  const leave = await withModes([fd], request);
  return fileEndpoint({
    ...(reader instanceof Deno.FsFile ? { read: (buffer: Uint8Array) => reader.read(buffer) } : {}),
    ...(writer instanceof Deno.FsFile ? { write: (bytes: Uint8Array) => writer.write(bytes) } : {}),
    close: async () => {
      await leave();
      [reader, writer].forEach((file) => file instanceof Deno.FsFile && file.close());
    },
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
  const what = systemFailure(error);
  if (what === "not_found") {
    return new RelayError(`FD:${fd}: Bad file descriptor`);
  }
  const socket = what === "no_such_device";
  return new RelayError(
    `FD:${fd}: ${socket ? "it is a socket, which this runtime cannot take over" : errorText(error)}`,
  );
}
