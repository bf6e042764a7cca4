import { assertEquals } from "@std/assert";
import { isDisconnect } from "../../../../mod/net/errors/disconnect.ts";
import {
  closedHere,
  RemoteError,
  toErrorMessage,
} from "../../../../mod/server/workers/isolate/remote_error.ts";

/** What arrives of an error in another isolate. */
const across = (error: unknown) => new RemoteError(structuredClone(toErrorMessage(error)));

Deno.test("RemoteError keeps the name, the text and the code of an error", () => {
  const { name, message, code } = across(Object.assign(new TypeError("no such thing"), { code: "ENOENT" }));
  assertEquals([name, message, code], ["TypeError", "no such thing", "ENOENT"]);
  assertEquals(across("just a text").message, "just a text");
  assertEquals(across(new Error("plain")).code, undefined);
});

Deno.test("RemoteError of a peer that has left is still news, and no failure", () => {
  for (const gone of [new Deno.errors.ConnectionReset(), new Deno.errors.BrokenPipe(), closedHere()]) {
    assertEquals([across(gone).code, isDisconnect(across(gone))], ["disconnected", true]);
  }
  assertEquals(isDisconnect(across(new Error("the handler's own mistake"))), false);
});
