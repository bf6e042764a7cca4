import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { toOnePeer } from "./udp_one_peer.ts";

/** `UDP-SENDTO:host:port`: datagrams to one peer, and its answers. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  yield await toOnePeer(request);
}
