import { Relay } from "../../tests/_kit/program/relay.ts";
import { Server } from "../../tests/_kit/program/server.ts";
import { Backend } from "./backend.ts";
import type { Form, FormSite } from "./form.ts";
import { type StreamSetup, StreamSubject } from "./stream_subject.ts";

/** With `-t`, an end waits for the other side's longer than any pause here. */
const PATIENT = ["-t", "600"];
const PLAIN = "TCP-LISTEN:0,bind=127.0.0.1,fork,backlog=128";

/** Every TLS address of the relay. TLS on the other side is always socat's, with OpenSSL. */
export const RELAY_FORMS: readonly Form[] = [
  form("OPENSSL", async (site, to) => {
    const peer = await socat(openSslListen(site), to);
    site.wire.leadTo(peer.port);
    const own = await Relay.start(...PATIENT, PLAIN, `OPENSSL:localhost:${site.wire.port},${trust(site)}`);
    return { pid: pidOf(own), entry: own.port, halfCloses: true, programs: [own, peer] };
  }),
  form("OPENSSL-LISTEN", async (site, to) => {
    const own = await Relay.start(...PATIENT, openSslListen(site), to);
    site.wire.leadTo(own.port);
    const peer = await socat(PLAIN, `OPENSSL:localhost:${site.wire.port},${trust(site)}`);
    return { pid: pidOf(own), entry: peer.port, halfCloses: true, programs: [own, peer] };
  }),
  form("WSS", async (site, to) => {
    const web = await Relay.start("WS-LISTEN:0,bind=127.0.0.1,fork,backlog=128", to);
    const peer = await socat(openSslListen(site), `TCP:127.0.0.1:${web.port}`);
    site.wire.leadTo(peer.port);
    const own = await Relay.start(PLAIN, `WSS:localhost:${site.wire.port},${trust(site)}`);
    return { pid: pidOf(own), entry: own.port, halfCloses: false, programs: [own, peer, web] };
  }),
  form("WSS-LISTEN", async (site, to) => {
    const listen = `WSS-LISTEN:0,bind=127.0.0.1,fork,backlog=128,cert=${site.certificate}.pem`;
    const own = await Relay.start(listen, to);
    site.wire.leadTo(own.port);
    const peer = await socat(PLAIN, `OPENSSL:localhost:${site.wire.port},${trust(site)}`);
    const web = await Relay.start(PLAIN, `WS:127.0.0.1:${peer.port}`);
    return { pid: pidOf(own), entry: web.port, halfCloses: false, programs: [web, peer, own] };
  }),
];

function form(name: string, setUp: (site: FormSite, to: string) => Promise<StreamSetup>): Form {
  return {
    name,
    start: async (site) => {
      const backend = new Backend();
      const setup = await setUp(site, `TCP:127.0.0.1:${backend.port}`);
      return new StreamSubject(setup, backend, site.wire);
    },
  };
}

function openSslListen({ certificate }: FormSite): string {
  return `OPENSSL-LISTEN:0,bind=127.0.0.1,fork,backlog=128,cert=${certificate}.pem,verify=0`;
}

function trust({ certificate }: FormSite): string {
  return `pf=ip4,cafile=${certificate}.crt`;
}

function socat(...addresses: string[]): Promise<Server> {
  return Server.start(["-d", "-d", ...PATIENT, ...addresses], { program: ["socat"] });
}

function pidOf({ server }: Relay): number {
  return server.child.pid;
}
