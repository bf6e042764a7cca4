import { assertEquals, assertThrows } from "@std/assert";
import { refuseSharedPort, sharingAddresses } from "../../../mod/net/tcp/shared_port.ts";
import { systemFailure } from "../../../mod/net/errors/system_error.ts";

const ADDRESSES = ["0.0.0.0", "::", "127.0.0.1", "::1"];

/** Which addresses one on every address of its family includes, as clients see it. */
const CLIENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // A socket on every IPv6 address takes IPv4 clients as well on macOS, and does not on Windows.
  darwin: { "0.0.0.0": ["v4"], "::": ["v4", "v6"], "127.0.0.1": ["v4"], "::1": ["v6"] },
  windows: { "0.0.0.0": ["v4"], "::": ["v6"], "127.0.0.1": ["v4"], "::1": ["v6"] },
};

Deno.test("a port is refused wherever another server would share its clients, and nowhere else", () => {
  for (const system of ["darwin", "windows"] as const) {
    const clients = CLIENTS[system]!;
    for (const first of ADDRESSES) {
      // As BSD and Windows do: only the very same address is refused.
      const listen = ({ hostname }: { hostname: string }) => {
        if (hostname === first) throw new Deno.errors.AddrInUse("taken");
      };
      for (const second of ADDRESSES) {
        const start = () => {
          refuseSharedPort({ hostname: second, port: 8765 }, system, listen);
          listen({ hostname: second });
        };
        const shared = clients[first]!.some((each) => clients[second]!.includes(each));
        const specific = ![first, second].some((each) => ["0.0.0.0", "::"].includes(each));
        const what = `${system}: ${first}, then ${second}`;
        if (shared && (first === second || !specific)) assertThrows(start, Deno.errors.AddrInUse, "", what);
        else start();
      }
    }
  }
});

Deno.test("the system's own refusal is enough on Linux, and nobody has a port that the system chooses", () => {
  const never = () => {
    throw new Error("tried");
  };
  for (const hostname of ADDRESSES) {
    assertEquals(sharingAddresses(hostname, "linux"), []);
    refuseSharedPort({ hostname, port: 0 }, "darwin", never);
  }
});

Deno.test("a machine without IPv6 shares no port by it", () => {
  refuseSharedPort({ hostname: "127.0.0.1", port: 8765 }, "darwin", ({ hostname }) => {
    if (hostname === "::") throw new Deno.errors.AddrNotAvailable("no IPv6");
  });
});

Deno.test("a port that is really taken is refused with the system's own error", () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const at = { hostname: "0.0.0.0", port: taken.addr.port };
  const error = assertThrows(() => refuseSharedPort(at, "darwin"));
  assertEquals(systemFailure(error), "address_in_use");
});
