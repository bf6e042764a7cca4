/** Address types of socat that this runtime cannot have, with the reason a user gets to read. */
export const REFUSED_TYPES: readonly { readonly keywords: readonly string[]; readonly reason: string }[] = [
  refused("tun interface if", "it cannot make or open network interfaces"),
  refused("sctp sctp-connect sctp-listen sctp-l", "it has no SCTP"),
  refused(
    "sctp4 sctp4-connect sctp4-listen sctp4-l sctp6 sctp6-connect sctp6-listen sctp6-l",
    "it has no SCTP",
  ),
  ...["", "4", "6"].map((v) =>
    refused(["", "-connect", "-listen", "-l"].map((end) => `dccp${v}${end}`).join(" "), "it has no DCCP")
  ),
  ...["", "4", "6"].map((v) =>
    refused(
      "-connect -datagram -dgram -listen -l -recv -recvfrom -sendto -send".split(" ").map((end) =>
        `udplite${v}${end}`
      ).concat(`udplite${v}`).join(" "),
      "it has no UDP-Lite, which Linux itself has given up",
    )
  ),
  refused(
    "posixmq posixmq-bidirectional posixmq-read posixmq-receive posixmq-recv posixmq-send posixmq-write",
    "it has no POSIX message queues",
  ),
  refused("dtls dtls-c dtls-client dtls-connect dtls-l dtls-listen dtls-server", "its TLS has no DTLS"),
  refused(
    "openssl-dtls-client openssl-dtls-connect openssl-dtls-listen openssl-dtls-server",
    "its TLS has no DTLS",
  ),
  ...["", "4", "6"].map((v) =>
    refused(
      ["", "-sendto", "-send", "-datagram", "-dgram", "-recv", "-recvfrom"].map((end) => `ip${v}${end}`).join(
        " ",
      ),
      "it has no raw IP sockets",
    )
  ),
];

function refused(keywords: string, reason: string): { keywords: string[]; reason: string } {
  return { keywords: keywords.split(" "), reason };
}
