import { GENERIC_TYPES } from "./generic/generic_types.ts";
import type { AddressType, Open } from "./address_type.ts";
import { typeRow } from "./type_row.ts";
import { webSocketUrl } from "./websocket/websocket_url.ts";

const CONNECTION = "socket ip ip6 tcp retry";
const THROUGH_PROXY = `${CONNECTION} child`;
const TCP_CLIENT = `${THROUGH_PROXY} proxy-protocol send-proxy`;
const TCP_SERVER = "socket ip ip6 tcp listen child range retry proxy-protocol accept-proxy";
const ANY_PROXY = "proxy-kind proxy-server";
const UDP_TO_ONE_PEER = "socket ip ip6 udp";
const UDP = `${UDP_TO_ONE_PEER} range`;
const HOST_PORT = ":<host>:<port>";
const HOST_PORT_PATH = `${HOST_PORT}[:<path>]`;

/** Address types over the network. */
export const INET_TYPES: readonly AddressType[] = [
  ...["", "4", "6"].flatMap((version) => tcpTypes(version)),
  ...["", "4", "6"].flatMap((version) => udpTypes(version)),
  typeRow({
    names: "openssl openssl-connect ssl ssl-connect",
    syntax: HOST_PORT,
    groups: `${TCP_CLIENT} tls`,
    explain: "a TLS connection to $1 port $2",
    load: () => import("./tls/openssl_connect.ts"),
  }),
  typeRow({
    names: "openssl-listen ssl-l ssl-listen openssl-l",
    syntax: ":<port>",
    groups: `${TCP_SERVER} ${ANY_PROXY} tls`,
    waits: true,
    explain: "a TLS connection that somebody makes to port $1",
    load: () => import("./tls/openssl_listen.ts"),
  }),
  typeRow({
    names: "vsock-connect vsock",
    syntax: ":<cid>:<number>",
    groups: "socket retry child",
    explain: "a VSOCK connection to the machine $1 of this host, port $2",
    load: () => import("./vsock/vsock_connect.ts"),
  }),
  typeRow({
    names: "vsock-listen vsock-l",
    syntax: ":<number>",
    groups: "socket listen retry child",
    waits: true,
    explain: "a VSOCK connection that another machine of this host makes to port $1",
    load: () => import("./vsock/vsock_listen.ts"),
  }),
  ...GENERIC_TYPES,
  typeRow({
    names: "socks4 socks socks4-connect",
    syntax: ":<socks-server>:<host>:<port>",
    groups: `${THROUGH_PROXY} socks`,
    explain: "a connection to $2 port $3 through the SOCKS4 server $1",
    load: () => import("./proxy/socks4.ts"),
  }),
  typeRow({
    names: "socks4a socks4a-connect",
    syntax: ":<socks-server>:<host>:<port>",
    groups: `${THROUGH_PROXY} socks`,
    explain: "a connection to $2 port $3, resolved by the SOCKS4A server $1",
    load: () => import("./proxy/socks4.ts"),
  }),
  typeRow({
    names: "socks5-connect socks5",
    syntax: ":<socks-server>[:<socks-port>]:<host>:<port>",
    groups: `${THROUGH_PROXY} socks`,
    explain: "a connection to $3 port $4 through the SOCKS5 server $1",
    load: () => import("./proxy/socks5.ts"),
  }),
  typeRow({
    names: "socks5-listen socks5-bind",
    syntax: ":<socks-server>[:<socks-port>]:<listen-host>:<listen-port>",
    groups: `${THROUGH_PROXY} socks`,
    waits: true,
    explain: "a connection that somebody makes to $3 port $4 of the SOCKS5 server $1",
    load: () => import("./proxy/socks5.ts"),
  }),
  typeRow({
    names: "proxy proxy-connect",
    syntax: ":<proxy-server>:<host>:<port>",
    groups: `${THROUGH_PROXY} http`,
    explain: "a connection to $2 port $3 through the HTTP proxy $1",
    load: () => import("./proxy/proxy.ts"),
  }),
  typeRow({
    names: "proxy-listen proxy-l proxy-server http-connect-listen",
    syntax: ":<port>",
    groups: `${TCP_SERVER} proxy-server`,
    waits: true,
    explain: "an HTTP proxy on port $1",
    load: () => import("./tcp/tcp_listen.ts"),
  }),
  typeRow({
    names: "socks-listen socks-l socks-server",
    syntax: ":<port>",
    groups: `${TCP_SERVER} proxy-server`,
    waits: true,
    explain: "a SOCKS server on port $1 (versions 4, 4A and 5)",
    load: () => import("./tcp/tcp_listen.ts"),
  }),
  typeRow({
    names: "target",
    groups: `${CONNECTION} proxy-protocol send-proxy`,
    explain: "a connection to what the client of the proxy on the left side asks for",
    load: () => import("./proxy_server/target.ts"),
  }),
  typeRow({
    names: "ws ws-connect websocket",
    syntax: HOST_PORT_PATH,
    groups: `${TCP_CLIENT} ws`,
    joined: true,
    rewrite: (parameters) => webSocketUrl("ws", parameters),
    explain: "a WebSocket connection to $1 port $2",
    load: () => import("./websocket/ws_connect.ts"),
  }),
  typeRow({
    names: "wss wss-connect",
    syntax: HOST_PORT_PATH,
    groups: `${TCP_CLIENT} tls ws`,
    joined: true,
    rewrite: (parameters) => webSocketUrl("wss", parameters),
    explain: "a WebSocket connection over TLS to $1 port $2",
    load: () => import("./websocket/ws_connect.ts"),
  }),
  typeRow({
    names: "ws-listen ws-l websocket-listen",
    syntax: ":<port>[:<path>]",
    groups: `${TCP_SERVER} ws`,
    joined: true,
    waits: true,
    explain: "a WebSocket connection that somebody makes to port $1",
    load: () => import("./websocket/ws_listen.ts"),
  }),
  typeRow({
    names: "wss-listen wss-l",
    syntax: ":<port>[:<path>]",
    groups: `${TCP_SERVER} tls ws`,
    joined: true,
    waits: true,
    explain: "a WebSocket connection over TLS that somebody makes to port $1",
    load: () => import("./websocket/ws_listen.ts"),
  }),
];

function tcpTypes(version: string): AddressType[] {
  const article = version === "" ? "a" : `an IPv${version}`;
  return [
    typeRow({
      names: `tcp${version}-connect tcp${version} inet${version} inet${version}-connect`,
      syntax: HOST_PORT,
      groups: ofFamily(version, TCP_CLIENT),
      explain: `${article} TCP connection to $1 port $2`,
      load: () => import("./tcp/tcp_connect.ts"),
    }),
    typeRow({
      names: `tcp${version}-listen tcp${version}-l inet${version}-listen inet${version}-l`,
      syntax: ":<port>",
      groups: ofFamily(version, `${TCP_SERVER} ${ANY_PROXY}`),
      waits: true,
      explain: `${article} TCP connection that somebody makes to port $1`,
      load: () => import("./tcp/tcp_listen.ts"),
    }),
  ];
}

function udpTypes(version: string): AddressType[] {
  const row = (
    names: string,
    syntax: string,
    explain: string,
    load: () => Promise<{ readonly default: Open }>,
    groups = UDP,
  ): AddressType => {
    const all = names.split(" ").map((name) => `udp${version}${name}`).join(" ");
    return typeRow({
      names: all,
      syntax,
      groups: ofFamily(version, groups),
      explain,
      load,
      waits: /-listen|-recvfrom/.test(names),
    });
  };
  return [
    row(
      "-connect",
      HOST_PORT,
      "UDP datagrams to and from $1 port $2",
      () => import("./udp/udp_connect.ts"),
      UDP_TO_ONE_PEER,
    ),
    row(
      "-datagram -dgram",
      HOST_PORT,
      "UDP datagrams to $1 port $2, and from anybody",
      () => import("./udp/udp_datagram.ts"),
    ),
    row(
      "-listen -l",
      ":<port>",
      "the first sender of a UDP datagram to port $1",
      () => import("./udp/udp_listen.ts"),
      `${UDP} listen child`,
    ),
    row("-recv", ":<port>", "all UDP datagrams that come to port $1", () => import("./udp/udp_recv.ts")),
    row(
      "-recvfrom",
      ":<port>",
      "one UDP datagram to port $1, with the way back",
      () => import("./udp/udp_recvfrom.ts"),
      `${UDP} child`,
    ),
    row(
      "-sendto -send",
      HOST_PORT,
      "UDP datagrams to $1 port $2, and its answers",
      () => import("./udp/udp_sendto.ts"),
      UDP_TO_ONE_PEER,
    ),
  ].map((type) => type.keyword === `udp${version}-connect` ? { ...type, aliases: [`udp${version}`] } : type);
}

/** What is of IPv6 alone does not belong to IPv4. */
function ofFamily(version: string, groups: string): string {
  return version === "4" ? groups.replace(" ip6", "") : groups;
}
