import { assertEquals, assertMatch } from "@std/assert";
import type { ChatLine } from "../../../../mod/services/chat/chat_line.ts";
import { Membership } from "../../../../mod/services/chat/client/membership.ts";

const SECRET = "0123456789abcdef";
const welcome = (more: Partial<ChatLine & { type: "welcome" }> = {}): ChatLine => ({
  type: "welcome",
  you: "Ginette",
  others: [],
  room: "r1",
  seq: 10,
  said: 0,
  ...more,
});
const message = (seq: number): ChatLine => ({ type: "message", from: "Roger", text: `n${seq}`, at: 0, seq });

function member(...sent: string[]): Membership {
  const made = new Membership(SECRET);
  made.hears(welcome());
  for (const text of sent) made.sends(text);
  return made;
}

Deno.test("Membership asks a room that it does not know for nothing of the past, later for what came since", () => {
  const made = new Membership(SECRET);
  assertEquals(made.introduction("Ginette", "/json"), `/json Ginette session=${SECRET} alive=3`);
  made.hears(welcome());
  made.hears(message(12));
  made.hears({ type: "said", line: 0, seq: 14 });
  made.breaks();
  assertMatch(made.introduction("Ginette", "/bot"), / room=r1 since=14$/);
});

Deno.test("Membership asks again for what did not come before the connection broke", () => {
  const made = member();
  made.breaks();
  made.hears(welcome({ since: 10, seq: 30 }));
  made.hears(message(17));
  made.breaks();
  assertMatch(made.introduction("Ginette", "/json"), / since=17$/);
});

Deno.test("Membership knows what the room has and what it refused", () => {
  const made = member("un", "deux", "trois", "quatre");
  const refusal: ChatLine = { type: "refused", line: 2, reason: "too_long", text: "It is too long" };
  assertEquals(made.hears(refusal), [
    { do: "refused", text: "deux", reason: "too_long", why: "It is too long" },
  ]);
  assertEquals(made.hears({ type: "said", line: 3, seq: 12, refused: 1 }), [
    { do: "said", text: "un" },
    { do: "said", text: "trois" },
  ]);
  assertEquals(made.open.map(({ text }) => text), ["quatre"]);
});

Deno.test("Membership takes none of some lines for said when it has missed which were refused", () => {
  const made = member("un", "deux");
  assertEquals(made.hears({ type: "said", line: 2, refused: 1 }), [
    { do: "unclear", texts: ["un", "deux"], refused: 1 },
  ]);
});

Deno.test("Membership gives back what a broken connection has lost, and nothing that was said", () => {
  const made = member("un", "/msg Roger psst", "trois");
  made.breaks();
  assertEquals(made.open.length, 3);
  const back = welcome({ since: 10, seq: 12, said: 2 });
  assertEquals(made.hears(back), [
    { do: "show", line: back },
    { do: "said", text: "/msg Roger psst" }, // the others come with the past
    { do: "lost", texts: ["trois"], isCertain: true },
  ]);
  made.sends("quatre");
  assertEquals(made.hears({ type: "said", line: 3 }), [{ do: "said", text: "quatre" }]);
});

Deno.test("Membership knows nothing of what it said in a room that has begun anew", () => {
  const made = member("un");
  made.breaks();
  const back = welcome({ room: "r2", seq: 0 });
  assertEquals(made.hears(back), [
    { do: "show", line: back },
    { do: "anew" },
    { do: "lost", texts: ["un"], isCertain: false },
  ]);
  assertMatch(made.introduction("Ginette", "/json"), / room=r2 since=0$/);
});

Deno.test("Membership follows its name, and does not come back to where it was shown out or replaced", () => {
  const made = member();
  made.hears({ type: "renamed", from: "Ginette", to: "Gigi" });
  made.hears({ type: "renamed", from: "Roger", to: "Ginette" });
  assertEquals(made.name, "Gigi");
  const leaves = (line: ChatLine) => made.hears(line).some((news) => news.do === "leave");
  assertEquals(
    [
      { type: "kicked", name: "Ginette", by: "console" },
      { type: "kicked", name: "Gigi", by: "console" },
      { type: "bye", name: "Gigi" },
      { type: "replaced" },
    ].map((line) => leaves(line as ChatLine)),
    [false, true, true, true],
  );
});
