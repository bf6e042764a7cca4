import { assertEquals, assertThrows } from "@std/assert";
import { NetError } from "../../../mod/net/errors/net_error.ts";
import { openOnEach } from "../../../mod/net/listening/open_on_each.ts";
import type { HostPort } from "../../../mod/net/tcp/dial.ts";

const coded = (code: string) => Object.assign(new Error("no"), { code });

/** A machine whose sockets are counted, and where some addresses are not to be had. */
class Machine {
  readonly transport = "tcp";
  readonly open: (at: HostPort) => Disposable & { address: { transport: "tcp" } & HostPort; close(): void };
  /** The sockets that are open. */
  readonly listening = new Set<string>();
  /** How many have been opened or tried. */
  tried = 0;

  /** @param refusal the system's error for an address, if it has one. */
  constructor(refusal: (at: HostPort, chosen: number) => string | undefined) {
    let chosen = 0;
    this.open = ({ hostname, port }) => {
      this.tried++;
      if (port === 0) chosen++;
      const code = refusal({ hostname, port }, chosen);
      if (code !== undefined) throw coded(code);
      const address = { transport: "tcp", hostname, port: port === 0 ? 40_000 + chosen : port } as const;
      const name = `${hostname} ${address.port}`;
      this.listening.add(name);
      const close = () => void this.listening.delete(name);
      return { address, close, [Symbol.dispose]: close };
    };
  }
}

const BOTH = ["::", "0.0.0.0"];

Deno.test("openOnEach() takes another port until one is free everywhere", () => {
  const machine = new Machine((at, chosen) =>
    at.hostname === "0.0.0.0" && chosen < 5 ? "EADDRINUSE" : undefined
  );
  const sockets = openOnEach(BOTH, 0, machine);
  assertEquals(sockets.map(({ address }) => address.port), [40_005, 40_005]);
  assertEquals([...machine.listening], [":: 40005", "0.0.0.0 40005"]);
});

Deno.test("openOnEach() gives up at last, and leaves nothing open", () => {
  const machine = new Machine(({ hostname }) => hostname === "0.0.0.0" ? "EADDRINUSE" : undefined);
  const error = assertThrows(() => openOnEach(BOTH, 0, machine), NetError);
  assertEquals([error.code, machine.listening.size, machine.tried], ["address_in_use", 0, 32]);
});

Deno.test("openOnEach() opens all or none, and says which address it was", () => {
  const rows: [refused: Record<string, string>, open: string[], code?: string, said?: string][] = [
    [{}, [":: 9", "0.0.0.0 9"]],
    [{ "::": "EADDRNOTAVAIL" }, ["0.0.0.0 9"]],
    [{ "::": "EAFNOSUPPORT" }, ["0.0.0.0 9"]],
    [{ "0.0.0.0": "EADDRNOTAVAIL" }, [":: 9"]],
    [{ "::": "EADDRINUSE" }, [], "address_in_use", "Cannot listen on [::]:9: "],
    [{ "0.0.0.0": "EADDRINUSE" }, [], "address_in_use", "Cannot listen on 0.0.0.0:9: "],
    [{ "::": "EADDRINUSE", "0.0.0.0": "EADDRINUSE" }, [], "address_in_use", "Cannot listen on port 9: "],
    [{ "::": "EADDRNOTAVAIL", "0.0.0.0": "EADDRINUSE" }, [], "address_in_use", "Cannot listen on port 9: "],
    [{ "::": "EACCES", "0.0.0.0": "EACCES" }, [], "permission_denied", "Cannot listen on [::]:9: "],
    [{ "0.0.0.0": "EMFILE" }, [], "listen_failed", "Cannot listen on 0.0.0.0:9: "],
    [{ "::": "EAFNOSUPPORT", "0.0.0.0": "EADDRNOTAVAIL" }, [], "address_not_available", "0.0.0.0:9: "],
  ];
  for (const [refused, open, code, said] of rows) {
    const machine = new Machine(({ hostname }) => refused[hostname]);
    const what = JSON.stringify(refused);
    if (code === undefined) {
      openOnEach(BOTH, 9, machine);
    } else {
      const error = assertThrows(() => openOnEach(BOTH, 9, machine), NetError, said, what);
      assertEquals(error.code, code, what);
    }
    assertEquals([...machine.listening], open, what);
  }
});
