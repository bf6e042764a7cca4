import { listen } from "../../net/tcp/listen.ts";
import type { Certificate } from "../../net/tls/certificate.ts";
import { listenWithTls } from "../../net/tls/listen_tls.ts";
import { httpOnTlsPort } from "./http_on_tls_port.ts";

/** How a server of HTTP listens. @param certificate encrypts with it; undefined: without TLS */
export async function httpListener(certificate: Certificate | undefined): Promise<typeof listen> {
  if (certificate === undefined) return listen;
  return listenWithTls({ ...certificate, alpn: ["http/1.1"], plainTextAnswer: await httpOnTlsPort() });
}
