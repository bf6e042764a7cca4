/** Address types of socat that this runtime cannot have, with the reason a user gets to read. */
export const REFUSED_TYPES: readonly { readonly keywords: readonly string[]; readonly reason: string }[] = [
  refused("tun interface if", "it cannot make or open network interfaces"),
  refused("sctp sctp-connect sctp-listen sctp-l", "it has no SCTP"),
  refused(
    "sctp4 sctp4-connect sctp4-listen sctp4-l sctp6 sctp6-connect sctp6-listen sctp6-l",
    "it has no SCTP",
  ),
  refused("vsock vsock-connect vsock-listen vsock-l", "it has no stable VSOCK"),
  refused(
    "dccp dccp-connect dccp-listen dccp-l udplite udplite-connect udplite-listen",
    "it has no such protocol",
  ),
  refused("posixmq posixmq-read posixmq-send posixmq-receive", "it has no POSIX message queues"),
  refused("socketpair", "it has no socketpair; use PIPE"),
  refused("accept accept-fd", "it cannot adopt an inherited socket"),
  refused("dtls dtls-c dtls-client dtls-connect dtls-l dtls-listen dtls-server", "its TLS has no DTLS"),
  refused(
    "openssl-dtls-client openssl-dtls-connect openssl-dtls-listen openssl-dtls-server",
    "its TLS has no DTLS",
  ),
  refused(
    "socket-connect socket-listen socket-datagram socket-sendto socket-recvfrom socket-recv datagram dgram sendto",
    "it has no generic sockets",
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
