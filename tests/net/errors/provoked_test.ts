import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { thisSystem } from "../../../mod/system/system.ts";
import { isDisconnect } from "../../../mod/net/errors/disconnect.ts";
import { errorCode, errorKind, errorText, systemFailure } from "../../../mod/net/errors/system_error.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { lockedFile } from "../../_kit/locked_file.ts";
import { freePort } from "../../_kit/net/free_port.ts";

/** The code that an error has, or one that each system has; `null`: this system has no such error. */
type Expected = string | { readonly linux: string | null; readonly windows: string | null };

interface Provocation {
  readonly name: string;
  readonly code: Expected;
  act(folder: string): unknown;
}

/** The words in which the systems say it are in no test: they are in the language of the machine. */
const PROVOCATIONS: readonly Provocation[] = [
  { name: "no such file", code: "ENOENT", act: (folder) => Deno.open(join(folder, "none")) },
  { name: "no such folder", code: "ENOENT", act: (folder) => Deno.open(join(folder, "none", "none")) },
  { name: "a file is there", code: "EEXIST", act: (folder) => create(join(folder, "file")) },
  { name: "a folder is there", code: "EEXIST", act: (folder) => Deno.mkdir(folder) },
  { name: "a folder as a file", code: "EISDIR", act: (folder) => Deno.readFile(folder) },
  {
    name: "a file as a folder",
    code: { linux: "ENOTDIR", windows: "ENOENT" },
    act: (folder) => Deno.open(join(folder, "file", "none")),
  },
  { name: "a full folder is removed", code: "ENOTEMPTY", act: (folder) => Deno.remove(folder) },
  {
    name: "a name with a question mark",
    code: { linux: "ENOENT", windows: "ERROR_INVALID_NAME" },
    act: (folder) => Deno.stat(join(folder, "a?b")),
  },
  {
    name: "a long name",
    code: { linux: "ENAMETOOLONG", windows: "ENOENT" },
    act: (folder) => Deno.stat(join(folder, "x".repeat(5000))),
  },
  { name: "a NUL in a name", code: "EINVAL", act: (folder) => Deno.stat(join(folder, "a\0b")) },
  {
    name: "links in a circle",
    code: { linux: "ELOOP", windows: null },
    act: async (folder) => {
      await Deno.symlink("loop", join(folder, "loop"));
      await Deno.stat(join(folder, "loop"));
    },
  },
  {
    name: "a full disk",
    code: { linux: "ENOSPC", windows: null },
    act: () => Deno.writeTextFile("/dev/full", "x"),
  },
  {
    name: "a file that another program has",
    code: { linux: null, windows: "ERROR_SHARING_VIOLATION" },
    act: async (folder) => {
      using _ = lockedFile(join(folder, "file"));
      await Deno.readFile(join(folder, "file"));
    },
  },
  {
    name: "a running program is written to",
    code: { linux: "ETXTBSY", windows: null },
    act: () => Deno.open(Deno.execPath(), { write: true }),
  },
  {
    name: "a port that is taken",
    code: "EADDRINUSE",
    act: () => {
      using one = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      Deno.listen({ hostname: "127.0.0.1", port: one.addr.port }).close();
    },
  },
  {
    name: "an address that is not ours",
    code: "EADDRNOTAVAIL",
    act: () => Deno.listen({ hostname: "192.0.2.1", port: 0 }).close(),
  },
  { name: "nobody listens", code: "ECONNREFUSED", act: () => Deno.connect(nobody()) },
  {
    name: "a large datagram",
    code: "EMSGSIZE",
    act: async () => {
      const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
      await socket.send(new Uint8Array(70_000), socket.addr).finally(() => socket.close());
    },
  },
  {
    name: "a peer that has broken off",
    code: { linux: "EPIPE", windows: "ECONNRESET" },
    act: async () => {
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      using client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
      (await listener.accept()).close();
      // The first write is answered by a reset; nothing else tells when it has arrived.
      for (let tries = 0; tries < 100_000; tries++) await client.write(new Uint8Array(1000));
    },
  },
  {
    name: "a program that does not read any more",
    code: "EPIPE",
    act: async () => {
      const args = ["eval", ""];
      const child = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "null" }).spawn();
      await child.status;
      const writer = child.stdin.getWriter();
      for (let tries = 0; tries < 1000; tries++) await writer.write(new Uint8Array(100_000));
    },
  },
];

for (const { name, code, act } of PROVOCATIONS) {
  const expected = typeof code === "string" ? code : code[thisSystem() === "windows" ? "windows" : "linux"];
  Deno.test({
    name: `a real error of this system: ${name}`,
    ignore: expected === null || thisSystem() === "darwin",
    async fn() {
      using folder = new TempFolder();
      await Deno.writeTextFile(join(folder.path, "file"), "x");
      const error = await attempt(() => act(folder.path));
      assert(error !== undefined, "nothing has failed");
      assertEquals(errorCode(error), expected, String(error));
      assert(!errorText(error).includes("os error"), errorText(error));
    },
  });
}

/** What Windows and macOS were seen to say, word for word; the kind and the failure follow from the number. */
const CAPTURED = [
  ["windows", "Disk full. (os error 112): writefile 'Z:\\x'", undefined, "disk_full"],
  ["windows", "Sharing violation. (os error 32): open 'C:\\x'", undefined, "busy"],
  ["windows", "Invalid name. (os error 123): stat 'C:\\a?b'", undefined, "invalid_name"],
  ["windows", "Access denied. (os error 5): open 'C:\\x'", undefined, "not_permitted"],
  ["windows", "Host not found. (os error 11001)", undefined, "host_not_found"],
  ["windows", "Pipe closed. (os error 232)", "peer", "broken_pipe"],
  ["windows", "Connection reset by peer. (os error 10054)", "peer", "reset"],
  [
    "windows",
    "OS Error 10048 (FormatMessageW() returned error 317) (os error 10048)",
    undefined,
    "address_in_use",
  ],
  ["windows", "OS Error 10065 (FormatMessageW() returned error 317) (os error 10065)", "peer", "unreachable"],
  ["windows", "An einem Socket fehlt etwas. (os error 10024)", "resources", undefined],
  ["darwin", "Connection reset by peer (os error 54)", "peer", "reset"],
  ["darwin", "No buffer space available (os error 55)", "resources", undefined],
  ["darwin", "Can't assign requested address (os error 49)", undefined, "address_not_available"],
  ["darwin", "Operation timed out (os error 60)", "peer", "timed_out"],
  ["darwin", "Socket is not connected (os error 57)", "peer", undefined],
  ["darwin", "Disc quota exceeded (os error 69): open '/x'", undefined, "disk_full"],
  ["darwin", "Stale NFS file handle (os error 70): stat '/x'", undefined, "not_found"],
  ["linux", "No space left on device (os error 28): writefile '/x'", undefined, "disk_full"],
  ["linux", "Connection reset by peer (os error 104)", "peer", "reset"],
] as const;

Deno.test("what each system was seen to say is understood everywhere", () => {
  for (const [system, text, kind, failure] of CAPTURED) {
    assertEquals(errorKind(new Error(text), system), kind, text);
    assertEquals(systemFailure(new Error(text), system), failure, text);
  }
});

Deno.test("a read that our own close has ended is no error", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  using _ = await listener.accept();
  const read = attempt(() => client.read(new Uint8Array(1)));
  client.close();
  assertEquals(isDisconnect(await read), true);
});

function create(path: string): Promise<Deno.FsFile> {
  return Deno.open(path, { write: true, createNew: true });
}

function nobody(): { hostname: string; port: number } {
  return { hostname: "127.0.0.1", port: freePort() };
}

async function attempt(what: () => unknown): Promise<unknown> {
  try {
    await what();
  } catch (error) {
    return error;
  }
  return undefined;
}
