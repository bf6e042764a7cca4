import { assertEquals } from "@std/assert";
import { dialError } from "../../../mod/net/errors/dial_error.ts";
import { listenError } from "../../../mod/net/errors/listen_error.ts";
import { NetError } from "../../../mod/net/errors/net_error.ts";

const coded = (code: string, message = "what node says") => Object.assign(new Error(message), { code });
const at = { hostname: "::1", port: 8765 };
const low = { hostname: "0.0.0.0", port: 80 };
const resolving = { action: "resolve", hostname: "a.example" } as const;
const owner = { name: "python3", pid: 4711 };
const taken = { action: "listen", transport: "tcp", address: at, reason: "" } as const;

/** Each failure of the network with its code and its sentence. */
const TABLE: [error: NetError, code: string, said: string][] = [
  [
    new NetError("host_not_found", { ...resolving, family: undefined, numeric: false }),
    "host_not_found",
    'Cannot find the address of "a.example": no such host',
  ],
  [
    new NetError("host_not_found", { ...resolving, family: 6, numeric: false }),
    "host_not_found",
    'Cannot find the IPv6 address of "a.example": no such host',
  ],
  [
    new NetError("host_not_found", { ...resolving, hostname: "127.0.0.1", family: 6, numeric: true }),
    "host_not_found",
    "127.0.0.1 is not an IPv6 address",
  ],
  [
    dialError(at, coded("ECONNREFUSED")),
    "connection_refused",
    "Cannot connect to [::1]:8765: connection refused (is the server running?)",
  ],
  [
    dialError(at, new Deno.errors.TimedOut()),
    "connection_timed_out",
    "Cannot connect to [::1]:8765: no answer (is there a firewall in between?)",
  ],
  [
    dialError(at, coded("ETIMEDOUT")),
    "connection_timed_out",
    "Cannot connect to [::1]:8765: no answer (is there a firewall in between?)",
  ],
  [
    new NetError("connection_timed_out", { action: "dial", address: at, seconds: 1.5, reason: "" }),
    "connection_timed_out",
    "Cannot connect to [::1]:8765: no answer within 1.5 seconds",
  ],
  [
    dialError(at, coded("EHOSTUNREACH")),
    "unreachable",
    "Cannot connect to [::1]:8765: there is no way to that network",
  ],
  [
    dialError(at, coded("EADDRNOTAVAIL")),
    "unreachable",
    "Cannot connect to [::1]:8765: this machine has no address of that family, or no port left for one more connection",
  ],
  [
    dialError(at, coded("EMFILE")),
    "connection_failed",
    "Cannot connect to [::1]:8765: too many open files",
  ],
  [
    new NetError("connection_timed_out", { action: "ask", address: at, tries: 3 }),
    "connection_timed_out",
    "No answer from [::1]:8765 after 3 tries (is the server running?)",
  ],
  [
    new NetError("address_in_use", { ...taken, owner }),
    "address_in_use",
    "Cannot listen on port 8765: it is taken by python3 (process 4711); choose another port, or 0 for any free one",
  ],
  [
    new NetError("address_in_use", taken),
    "address_in_use",
    "Cannot listen on port 8765: it is taken by another program, perhaps a server you started before; " +
    "choose another port, or 0 for any free one",
  ],
  [
    listenError("udp", at, coded("EADDRINUSE")),
    "address_in_use",
    "Cannot listen on UDP port 8765: another program has it; choose another port, or 0 for any free one",
  ],
  [
    listenError("tls", at, coded("EADDRINUSE")),
    "listen_failed",
    "Cannot listen on [::1]:8765 with TLS: the port is taken",
  ],
  [
    listenError("tls", at, new Error("key does not fit")),
    "listen_failed",
    "Cannot listen on [::1]:8765 with TLS: key does not fit",
  ],
  [
    listenError("tcp", low, coded("EACCES")),
    "permission_denied",
    "Cannot listen on 0.0.0.0:80: ports below 1024 are reserved to the administrator; choose a higher one",
  ],
  [
    listenError("tcp", at, new Deno.errors.PermissionDenied()),
    "permission_denied",
    "Cannot listen on [::1]:8765: not allowed",
  ],
  [
    listenError("udp", low, coded("EPERM")),
    "permission_denied",
    "Cannot listen on 0.0.0.0:80 (UDP): not allowed, choose a higher port",
  ],
  [
    listenError("tcp", at, coded("EADDRNOTAVAIL")),
    "address_not_available",
    "Cannot listen on [::1]:8765: that is not an address of this machine",
  ],
  [
    listenError("udp", at, coded("EADDRNOTAVAIL")),
    "address_not_available",
    "Cannot listen on [::1]:8765 (UDP): that is not an address of this machine",
  ],
  [
    listenError("tcp", at, coded("EAFNOSUPPORT")),
    "listen_failed",
    "Cannot listen on [::1]:8765: this machine has no IPv6",
  ],
  [
    listenError("tcp", at, coded("ENOBUFS")),
    "listen_failed",
    "Cannot listen on [::1]:8765: No buffer space available",
  ],
  [
    listenError("udp", at, coded("ENOBUFS", "no room")),
    "listen_failed",
    "Cannot listen on [::1]:8765 (UDP): no room",
  ],
  [
    new NetError("listen_failed", { action: "accept", reason: "Bad file descriptor" }),
    "listen_failed",
    "Cannot accept clients any more: Bad file descriptor",
  ],
];

Deno.test("netErrorMessage() has a sentence for every failure of the network", () => {
  for (const [error, code, said] of TABLE) assertEquals([error.code, error.message], [code, said]);
});
