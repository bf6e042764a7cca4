import { memoryEndpoint } from "../../endpoints/memory_endpoint.ts";
import { MessagePipe } from "../../endpoints/message_pipe.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** `SOCKETPAIR`: what is written comes back, message by message, where PIPE gives back a stream. */
export default async function* open({ context }: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await Promise.resolve(memoryEndpoint(new MessagePipe(), true, context));
}
