import type { AddressType } from "../address_type.ts";
import { typeRow } from "../type_row.ts";

const STREAM = ":<domain>:<protocol>";
const DATAGRAM = ":<domain>:<type>:<protocol>";
const datagrams = () => import("./socket_datagrams.ts");

/** Sockets of any family, by their numbers. */
export const GENERIC_TYPES: readonly AddressType[] = [
  typeRow({
    names: "socket-connect",
    syntax: `${STREAM}:<remote-address>`,
    groups: "socket retry child",
    joined: true,
    explain: "a connection to the socket $3 of family $1",
    load: () => import("./socket_connect.ts"),
  }),
  typeRow({
    names: "socket-listen",
    syntax: `${STREAM}:<local-address>`,
    groups: "socket listen retry child range",
    joined: true,
    waits: true,
    explain: "a connection that somebody makes to the socket $3 of family $1",
    load: () => import("./socket_listen.ts"),
  }),
  typeRow({
    names: "socket-sendto sendto",
    syntax: `${DATAGRAM}:<remote-address>`,
    groups: "socket",
    joined: true,
    explain: "datagrams to the socket $4 of family $1, and its answers",
    load: datagrams,
  }),
  typeRow({
    names: "socket-datagram datagram dgram",
    syntax: `${DATAGRAM}:<remote-address>`,
    groups: "socket range",
    joined: true,
    explain: "datagrams to the socket $4 of family $1, and from anybody",
    load: datagrams,
  }),
  typeRow({
    names: "socket-recv",
    syntax: `${DATAGRAM}:<local-address>`,
    groups: "socket range",
    joined: true,
    explain: "all datagrams that come to the socket $4 of family $1",
    load: datagrams,
  }),
  typeRow({
    names: "socket-recvfrom",
    syntax: `${DATAGRAM}:<local-address>`,
    groups: "socket range child",
    joined: true,
    waits: true,
    explain: "one datagram that comes to the socket $4 of family $1, with the way back to its sender",
    load: datagrams,
  }),
];
