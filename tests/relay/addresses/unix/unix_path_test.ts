import { assertEquals, assertThrows } from "@std/assert";
import { listenUnix } from "../../../../mod/net/unix/unix_stream.ts";
import type { OpenRequest } from "../../../../mod/relay/addresses/address_type.ts";
import { ownPath, socketPath } from "../../../../mod/relay/addresses/unix/unix_path.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

/** `TYPE:NAME,bind=OWN`, as far as its names go. */
function request(type: string, name: string, own?: string): OpenRequest {
  return { type, parameters: [name], options: { text: () => own } } as unknown as OpenRequest;
}

Deno.test("a UNIX socket's name is as long as its system allows, and a longer one is told the limit", () => {
  for (
    const [system, type, limit, prefix] of [
      ["linux", "unix-listen", 107, ""],
      ["linux", "abstract-listen", 107, "\0"],
      ["darwin", "unix-listen", 103, ""],
    ] as const
  ) {
    const longest = "é" + "u".repeat(limit - 2);
    assertEquals(socketPath(request(type, longest), system), prefix + longest);
    assertEquals(ownPath(request(type, "x", longest), system), prefix + longest);
    for (
      const ask of [
        () => socketPath(request(type, `${longest}u`), system),
        () => ownPath(request(type, "x", `${longest}u`), system),
      ]
    ) {
      assertThrows(ask, RelayError, `too long (at most ${limit} bytes here)`);
    }
  }
});

Deno.test({
  name: "the limit is that of the system",
  ignore: Deno.build.os === "windows",
  fn() {
    using temp = new TempFolder();
    const limit = Deno.build.os === "darwin" ? 103 : 107;
    const path = (bytes: number) => `${temp.path}/${"u".repeat(bytes - temp.path.length - 1)}`;
    listenUnix(socketPath(request("unix-listen", path(limit)))).close();
    assertThrows(() => listenUnix(path(limit + 1)), Error);
  },
});
