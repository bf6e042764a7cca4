import { assertEquals } from "@std/assert";
import { constants } from "node:os";
import { isDisconnect } from "../../../mod/net/errors/disconnect.ts";
import { codeOfNumber, ERRORS } from "../../../mod/net/errors/errno.ts";
import { errorCode, errorKind, errorText, isExhausted } from "../../../mod/net/errors/system_error.ts";

const coded = (code: string) => Object.assign(new Error("what node says"), { code });

/** All that accept(2) names on Linux, but for what says nothing of the kind. */
const KINDS = {
  peer: [
    "ECONNABORTED",
    "ECONNRESET",
    "EHOSTDOWN",
    "EHOSTUNREACH",
    "EINTR",
    "ENETDOWN",
    "ENETRESET",
    "ENETUNREACH",
    "ENOPROTOOPT",
    "ENOTCONN",
    "EOPNOTSUPP",
    "EPIPE",
    "EPROTO",
    "ESHUTDOWN",
    "ETIMEDOUT",
  ],
  resources: ["EAGAIN", "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"],
  broken: ["EBADF", "EFAULT", "EINVAL", "ENOTSOCK"],
} as const;

Deno.test("errorKind() tells a client that is gone, a machine that is out of something and a broken listener apart", () => {
  for (const [kind, codes] of Object.entries(KINDS)) {
    for (const code of codes) {
      assertEquals(errorKind(coded(code)), kind, code);
      assertEquals(isExhausted(coded(code)), kind === "resources", code);
      assertEquals(isDisconnect(coded(code)), kind === "peer", code);
    }
  }
  for (const code of Object.keys(constants.errno)) {
    if (!Object.values(KINDS).flat().includes(code as never) && code !== "ENOSR") {
      assertEquals(errorKind(coded(code)), undefined, code);
    }
  }
});

Deno.test("errorCode() knows an error by its code, its class or the system's sentence", async (t) => {
  for (
    const [error, code] of [
      [coded("ECONNRESET"), "ECONNRESET"],
      [coded("ERR_STREAM_DESTROYED"), undefined],
      [coded("host_not_found"), undefined],
      [new Deno.errors.NotConnected("made by hand"), "ENOTCONN"],
      [new Deno.errors.BadResource("Bad resource ID"), "EBADF"],
      [new Error("Too many open files (os error 24): open '/dev/null'"), "EMFILE"],
      [new Error("the upstream said: Connection reset by peer (os error 104)"), undefined],
      [new Error("its cause does not count", { cause: coded("ECONNRESET") }), undefined],
      ["no error", undefined],
    ] as const
  ) {
    await t.step(String(error), () => assertEquals(errorCode(error), code));
  }
});

Deno.test("errorCode() knows what the runtime throws", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = () => Deno.listen({ hostname: "127.0.0.1", port: listener.addr.port }).close();
  assertEquals(errorCode(await attempt(taken)), "EADDRINUSE");
  assertEquals(errorCode(await attempt(() => Deno.openSync("/no/such/file"))), "ENOENT");
});

Deno.test("the three kinds hold on every system, whatever the runtime calls its numbers", () => {
  for (const system of ["linux", "darwin", "windows"] as const) {
    for (const [code, { kind, on: [linux, darwin, ...windows] }] of Object.entries(ERRORS)) {
      for (const number of { linux: [linux], darwin: [darwin], windows }[system]) {
        if (number === 0) continue;
        // The class and the code that the runtime has for a number are sometimes another's.
        const error = new Deno.errors.NotFound(`Ça ne va pas. (os error ${number}): open 'x'`);
        Object.assign(error, { code: "ENOENT" });
        assertEquals(codeOfNumber(number, system), code);
        assertEquals(errorKind(error, system), kind, `${system} ${number}`);
        assertEquals(isExhausted(error, system), kind === "resources", `${system} ${number}`);
        assertEquals(errorText(error, system), ERRORS[code]!.says);
      }
    }
  }
});

Deno.test("isExhausted() finds the number in the words of a worker that crashed on another system", () => {
  const crash = (number: number) => new Error(`worker 3 crashed: Uncaught Error: ??? (os error ${number})`);
  assertEquals(isExhausted(crash(10024), "windows"), true);
  assertEquals(isExhausted(crash(10024), "linux"), false);
  assertEquals(isExhausted(crash(55), "darwin"), true);
});

Deno.test("isExhausted() finds the sentence in what is told of a worker that crashed", () => {
  assertEquals(
    isExhausted(new Error("worker 3 crashed: Uncaught Error: Too many open files (os error 24)")),
    true,
  );
});

Deno.test("errorText() says the alerts of TLS in words", () => {
  const cases = {
    CloseNotify: "the peer closed the connection",
    HandshakeFailure: "the peer refused: handshake failure",
    UnknownCA: "the peer refused: unknown CA",
    CertificateRequired: "the peer refused: certificate required",
  };
  for (const [alert, says] of Object.entries(cases)) {
    assertEquals(errorText(new Error(`received fatal alert: ${alert}`)), says);
  }
});

Deno.test("errorText() speaks as the C library does", () => {
  assertEquals(errorText(coded("ENOTCONN")), "Transport endpoint is not connected");
  assertEquals(errorText(new Error("Failed to spawn 'x': Text file busy (os error 26)")), "Text file busy");
  assertEquals(errorText(new Error("one line\nand another")), "one line");
});

async function attempt(what: () => unknown): Promise<unknown> {
  try {
    return await what();
  } catch (error) {
    return error;
  }
}
