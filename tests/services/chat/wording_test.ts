import { assertEquals } from "@std/assert";
import { wording } from "../../../mod/services/chat/wording.ts";

const message = { type: "message", from: "Ginette", text: "Salut", at: 0 } as const;

Deno.test("wording() says what the sheet says", () => {
  assertEquals(wording(message, "text"), "[Ginette] Salut");
  assertEquals(
    wording({ type: "action", from: "Ginette", text: "applaudit", at: 0 }, "text"),
    "* Ginette applaudit",
  );
  assertEquals(wording({ type: "bye", name: "Ginette" }, "text"), "À bientôt Ginette !");
});

Deno.test("wording() dates what is not of today", () => {
  const at = new Date(2001, 1, 3, 4, 5).getTime();
  assertEquals(
    wording({ ...message, at, history: true }, "text"),
    "* (history 2001-02-03 04:05) [Ginette] Salut",
  );
});

Deno.test("wording() is bare for a plain client, and silent about the rest", () => {
  assertEquals(wording(message, "plain"), "Salut");
  assertEquals(wording({ type: "joined", name: "Roger" }, "plain"), undefined);
  assertEquals(wording({ type: "missed", count: 1 }, "plain"), "* You missed 1 line");
});

Deno.test("wording() is one JSON object for a program", () =>
  assertEquals(JSON.parse(wording(message, "json")!), message));
