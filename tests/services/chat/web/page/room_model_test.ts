import { assert, assertEquals, assertMatch } from "@std/assert";

// The texts are those of the page's language
Object.assign(globalThis, { document: { documentElement: { lang: "en" }, body: { dataset: {} } } });
const { RoomModel } = await import("../../../../../mod/services/chat/web/assets/room_model.js");

type Model = InstanceType<typeof RoomModel>;

const welcome = (more: object = {}) => ({
  type: "welcome",
  you: "Ginette",
  others: ["Roger"],
  room: "r1",
  seq: 0,
  said: 0,
  ...more,
});
const message = (seq: number, text = `m${seq}`, more: object = {}) => ({
  type: "message",
  from: "Roger",
  text,
  at: 1,
  seq,
  ...more,
});
const past = (seq: number) => message(seq, `m${seq}`, { history: true });

function hearAll(model: Model, ...lines: object[]): void {
  for (const line of lines) model.hear(line as never);
}

/** What is in the log: said texts, and other entries by their kind. */
function logOf({ talk }: Model): string[] {
  return Array.from({ length: talk.end - talk.first }, (_, at) => {
    const { kind, text, from } = talk.entry(talk.first + at);
    return from === undefined ? kind : text;
  });
}

/** What has been typed and is not known to have been said. */
function unheard({ outbox }: Model): string[] {
  return outbox.shown.map(({ text, state }: { text: string; state: string }) => `${text}: ${state}`);
}

Deno.test("RoomModel asks for what was said since, in the room in which it was, under the same secret", () => {
  const model = new RoomModel();
  const first = model.introduction("Ginette");
  assertMatch(first, /^\/json Ginette ack alive=2 session=[0-9a-f]{32}$/);
  hearAll(model, welcome({ seq: 7 }), message(8));
  model.breakOff();
  assertEquals(model.introduction("Ginette"), `${first} since=8 room=r1`);
  model.startAnew();
  assert(
    !model.introduction("Ginette").includes(/session=\w+/.exec(first)![0]),
    "another person has the secret",
  );
});

Deno.test("RoomModel has each message once, whether it is told live, at the return or on request", () => {
  const model = new RoomModel();
  hearAll(model, welcome({ seq: 42 }), past(41), past(42), message(43));
  assertEquals(logOf(model), ["news", "m41", "m42", "m43"]);
  model.breakOff();
  hearAll(model, welcome({ seq: 45, since: 43 }), past(44), past(45), message(46));
  assertEquals(logOf(model), ["news", "m41", "m42", "m43", "m44", "m45", "m46"]);
  assert(model.hasEarlier);
  model.askEarlier();
  hearAll(model, ...Array.from({ length: 46 }, (_, at) => past(at + 1)), { type: "said", line: 1 });
  assertEquals(logOf(model).slice(0, 3), ["m1", "m2", "m3"]);
  assertEquals(logOf(model).filter((text) => text !== "news").length, 46);
  assert(!model.hasEarlier);
});

Deno.test("RoomModel stops asking for the past when there is nothing before", () => {
  const model = new RoomModel();
  hearAll(model, welcome({ seq: 500 }), past(499), past(500));
  assert(model.hasEarlier);
  model.askEarlier();
  hearAll(model, past(499), past(500), { type: "said", line: 1 });
  assert(!model.hasEarlier);
  assertEquals(logOf(model), ["news", "m499", "m500"]);
});

Deno.test("RoomModel marks where a room began anew, and how much is missing of one that went on", () => {
  const model = new RoomModel();
  hearAll(model, welcome({ seq: 9 }), past(9));
  model.breakOff();
  hearAll(model, welcome({ seq: 2, room: "r2" }), past(1), past(2), message(3));
  assertEquals(logOf(model), ["news", "m9", "gap", "news", "m1", "m2", "m3"]);
  model.breakOff();
  hearAll(model, welcome({ room: "r2", seq: 2000, since: 3 }), { type: "missed", count: 996 }, past(1000));
  assertEquals(logOf(model).slice(-2), ["gap", "m1000"]);
});

Deno.test("RoomModel holds a line for said when the room has told so, and no other", () => {
  const model = new RoomModel();
  hearAll(model, welcome());
  assertEquals(["one", "/etc", "//two"].map((text) => model.say(text, false)), [
    "/all one",
    "/etc",
    "/all /two",
  ]);
  assertEquals(model.say("/three", true), "/all /three");
  assertEquals(unheard(model), ["one: sending", "//two: sending", "/three: sending"]);
  hearAll(model, message(1, "one", { from: "Ginette" }));
  hearAll(model, { type: "said", line: 1, seq: 1 });
  hearAll(model, { type: "refused", line: 2, reason: "command", text: "Unknown command /etc" });
  assertEquals(unheard(model), ["/etc: unsent", "//two: sending", "/three: sending"]);
  assertEquals(model.outbox.shown[0]!.reason, "Unknown command /etc");
  hearAll(model, { type: "said", line: 4, seq: 3, refused: 1 });
  assertEquals(unheard(model), ["/etc: unsent"]);
});

Deno.test("RoomModel tells after a lost connection which of its lines were said", () => {
  const model = new RoomModel();
  hearAll(model, welcome());
  for (const text of ["one", "two", "/msg Roger psst", "three"]) model.say(text, false);
  hearAll(model, { type: "said", line: 1, seq: 1 });
  model.breakOff();
  assertEquals(unheard(model), ["two: unsure", "/msg Roger psst: unsure", "three: unsure"]);
  hearAll(
    model,
    welcome({ seq: 2, since: 1, said: 3 }),
    message(2, "two", { from: "Ginette", history: true }),
  );
  assertEquals(unheard(model), ["three: unsent"]);
  assertEquals(logOf(model), ["news", "psst", "two"]);
  model.say("three", false);
  hearAll(model, { type: "said", line: 4, seq: 3 });
  assertEquals(unheard(model), ["three: unsent"], "the number is that of the new line");
});

Deno.test("RoomModel does not claim to know what a room that began anew had", () => {
  const model = new RoomModel();
  hearAll(model, welcome());
  model.say("one", false);
  model.breakOff();
  hearAll(model, welcome({ room: "r2" }));
  assertEquals(unheard(model), ["one: unsent"]);
  assertMatch(model.outbox.shown[0]!.reason!, /nobody can tell/);
});

Deno.test("RoomModel does not take a refusal that it missed for a line that was said", () => {
  const model = new RoomModel();
  hearAll(model, welcome());
  for (const text of ["one", "two"]) model.say(text, false);
  hearAll(model, { type: "missed", count: 100 }, { type: "said", line: 2, refused: 1 });
  assertEquals(unheard(model), ["one: unsent", "two: unsent"]);
});

Deno.test("RoomModel knows who is here, asks when it has missed something, and keeps its own name", () => {
  const model = new RoomModel();
  hearAll(
    model,
    welcome(),
    { type: "joined", name: "Marcel" },
    { type: "left", name: "Roger" },
    { type: "renamed", from: "Ginette", to: "Gigi" },
  );
  assertEquals([model.members.names, model.ownName], [["Gigi", "Marcel"], "Gigi"]);
  assertEquals(model.askMissed(), undefined);
  hearAll(model, { type: "missed", count: 3 });
  assertEquals(model.askMissed(), "/who");
  const before = logOf(model).length;
  hearAll(model, { type: "members", names: ["Gigi", "Lucette"] });
  assertEquals([model.members.names, logOf(model).length], [["Gigi", "Lucette"], before]);
});

Deno.test("RoomModel goes on after a reload with what it had", () => {
  const before = new RoomModel();
  hearAll(before, welcome({ seq: 3 }), past(2), past(3), message(4, "Salut Ginette"));
  before.say("on its way", false);
  before.say("/who", false);
  const saved = JSON.parse(JSON.stringify(before.saved({ entries: 100, characters: 1000 })));
  const after = new RoomModel();
  after.restore(saved);
  assertEquals(after.introduction("Ginette"), before.introduction("Ginette"));
  assertEquals([logOf(after), unheard(after)], [logOf(before), ["on its way: unsure"]]);
  hearAll(after, welcome({ seq: 5, since: 4, said: 0 }), past(5));
  assertEquals([logOf(after).at(-1), unheard(after)], ["m5", ["on its way: unsent"]]);
});

Deno.test("RoomModel has the topic at its head, and in the log when somebody says it or has asked", () => {
  const model = new RoomModel();
  hearAll(model, welcome(), { type: "topic", text: "TP 3" });
  assertEquals([model.topic, logOf(model)], ["TP 3", ["news"]]);
  hearAll(model, message(1), { type: "topic", text: "TP 4", from: "Roger", at: 1, seq: 2 });
  hearAll(model, { type: "topic", text: "TP 4" });
  assertEquals([model.topic, logOf(model)], ["TP 4", ["news", "m1", "news", "news"]]);
  hearAll(model, { type: "topic", text: "TP 1", from: "Roger", at: 0, seq: 1, history: true });
  assertEquals(model.topic, "TP 4");
  hearAll(model, welcome({ seq: 2, since: 2 }));
  assertEquals(model.topic, "", "the room has none any more");
});

Deno.test("RoomModel takes those off the list whose server is out of reach, until it is back", () => {
  const model = new RoomModel();
  hearAll(model, welcome({ others: ["Roger", "Marcel"] }), {
    type: "unreachable",
    names: ["Roger", "Marcel"],
  });
  assertEquals(model.members.names, ["Ginette"]);
  hearAll(model, { type: "members", names: ["Ginette", "Zoé"], unreachable: ["Zoé"] });
  assertEquals(model.members.names, ["Ginette", "Zoé"], "she is, for this server, until it knows better");
  const renamed = [{ from: "Roger", to: "Roger2" }];
  hearAll(model, { type: "reachable", names: ["Marcel", "Roger2"], renamed });
  assertEquals(model.members.names, ["Ginette", "Marcel", "Roger2", "Zoé"]);
});
