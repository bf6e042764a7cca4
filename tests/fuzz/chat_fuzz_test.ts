import { assert, assertEquals } from "@std/assert";
import { chatCommandHelp, parseChatCommand } from "../../mod/services/chat/room/chat_command.ts";
import { KeyDecoder, type KeyPress } from "../../mod/terminal/key_decoder.ts";
import { isEdit, LineEditor } from "../../mod/terminal/line_editor.ts";
import { nicknameKey, nicknameProblem, tidyNickname } from "../../mod/services/chat/room/nickname.ts";
import { visibleText } from "../../mod/io/visible_text.ts";
import { anyText, corpus, fc, property, textOf } from "../_kit/property.ts";

const line = () =>
  fc.oneof(
    anyText(),
    textOf("/", "//", "/all", "/me", "/msg", "/nick", "/history", "/who", " ", "Ginette", "é", "99", "\t"),
  );
const verbs = new Set(["say", "act", "nick", "tell", "kick", "history", "who", "help", "bye", "mistake"]);

property(
  "parseCommand() understands every line in one way",
  fc.tuple(line(), fc.boolean()),
  ([typed, operator]) => {
    const command = parseChatCommand(typed, operator);
    if (command === undefined) return assertEquals(typed.trim(), "");
    assert(verbs.has(command.verb), command.verb);
    assert(operator || command.verb !== "kick");
    if (command.verb === "mistake") assert(command.sentence.length < 200, command.sentence);
    if (command.verb === "history") assert(command.count > 0 && command.count < 1_000_000);
  },
);

property("what does not begin with a slash is said as it stands", line(), (typed) => {
  if (typed.startsWith("/") || typed.trim() === "") return;
  assertEquals(parseChatCommand(typed), { verb: "say", text: typed, echo: false });
  if (!typed.startsWith("/")) {
    assertEquals(parseChatCommand(`//${typed}`), { verb: "say", text: `/${typed}`, echo: false });
  }
});

const plain = () => fc.stringMatching(/^[a-zA-Zé99!?]{1,12}$/);

property(
  "a command with what its usage asks for is understood, and without it is told its usage",
  fc.tuple(plain(), plain(), fc.constantFrom(" ", "  ", "\t"), fc.integer({ min: 1, max: 999_999 })),
  ([name, text, space, count]) => {
    const understood = {
      // One blank ends the word; the others belong to what is said
      "/all TEXT": { verb: "say", text: `${space.slice(1)}${name} ${text}`, echo: true },
      "/me TEXT": { verb: "act", text: `${name} ${text}` },
      "/msg NAME TEXT": { verb: "tell", to: name, text },
      "/nick NAME": { verb: "nick", name },
      "/kick NAME": { verb: "kick", name },
      "/history N": { verb: "history", count },
    };
    for (const [usage, command] of Object.entries(understood)) {
      const parts = { TEXT: usage.includes("NAME") ? text : `${name} ${text}`, NAME: name, N: String(count) };
      const typed = usage.split(" ").map((word) => parts[word as "N"] ?? word).join(space);
      assertEquals(parseChatCommand(typed, true), command as never, typed);
      assertEquals(parseChatCommand(`${typed} `, true), command as never, "blanks at the end mean nothing");
      const bare = parseChatCommand(usage.split(" ")[0]!, true);
      if (!usage.startsWith("/history")) {
        assert(bare?.verb === "mistake" && bare.sentence.startsWith("Usage: "));
      }
    }
    for (const word of ["who", "help", "bye"] as const) {
      assertEquals(parseChatCommand(`/${word}`), { verb: word });
    }
    assertEquals(parseChatCommand(`/kick ${name}`)?.verb, "mistake");
    assertEquals(parseChatCommand(`/history x${name}`)?.verb, "mistake");
  },
);

property(
  "visibleText() shows a control by its picture, and leaves the text around it alone",
  fc.tuple(plain(), fc.integer({ min: 0, max: 31 }), plain()),
  ([before, code, after]) => {
    const picture = code === 9 ? "    " : String.fromCharCode(0x2400 + code);
    assertEquals(visibleText(before + String.fromCharCode(code) + after), before + picture + after);
    assertEquals(visibleText(`${before}\x7f\x85\u202e${after}`), `${before}\u2421\ufffd\ufffd${after}`);
  },
);

property("every command that /help lists is one", fc.boolean(), (operator) => {
  for (const entry of chatCommandHelp(operator).filter((each) => each.startsWith("/"))) {
    const command = parseChatCommand(`${entry.split(" ")[0]} a b`, operator);
    assert(command?.verb !== "mistake" || !command.sentence.startsWith("Unknown"), entry);
  }
});

property(
  "visibleText() leaves nothing that a terminal obeys, and changes nothing the second time",
  anyText(),
  (typed) => {
    const shown = visibleText(typed);
    assert(!/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(shown), JSON.stringify(shown));
    assertEquals(visibleText(shown), shown);
  },
  { corpus: corpus("chat") },
);

const nickname = () =>
  fc.oneof(anyText(), textOf("a", "é", "e\u0301", "👩‍🚀", "\u200b", "\u0301", "/", " ", "İ", "ß", "ﬀ"));

property("a name that is allowed is visible, short, and stays itself", nickname(), (typed) => {
  const name = tidyNickname(typed);
  if (nicknameProblem(name) !== undefined) return;
  assertEquals(tidyNickname(name), name);
  assertEquals(visibleText(name), name);
  assert(!/\s/.test(name) && name.length > 0 && name.length <= 320, JSON.stringify(name));
  assertEquals(parseChatCommand(`/msg ${name} hello`), { verb: "tell", to: name, text: "hello" });
}, { corpus: corpus("chat") });

property("two spellings of one name have one key", nickname(), (typed) => {
  const name = tidyNickname(typed);
  assertEquals(nicknameKey(nicknameKey(name)), nicknameKey(name));
  assertEquals(nicknameKey(tidyNickname(name.normalize("NFD"))), nicknameKey(name));
}, { corpus: corpus("chat") });

const keys = () =>
  textOf(
    "a",
    "é",
    "👩‍🚀",
    "\x1b[A",
    "\x1b[D",
    "\x1b[1;5D",
    "\x1b[200~",
    "\x1b[201~",
    "\x01",
    "\x17",
    "\x19",
    "\x7f",
    "\r",
    "\x1b",
  );

property(
  "KeyDecoder finds the same keys however the terminal's bytes are cut",
  fc.tuple(keys(), fc.nat(100)),
  ([typed, place]) => {
    const at = Math.min(place, typed.length);
    if (/[\ud800-\udbff]$/.test(typed.slice(0, at))) return; // a decoder in front keeps surrogates together
    assertEquals(textOfKeys(pressed(typed.slice(0, at), typed.slice(at))), textOfKeys(pressed(typed)));
  },
  { corpus: corpus("chat").map((typed): [string, number] => [typed, 1]) },
);

const PRESSED: Readonly<Record<string, string>> = {
  "\x1b[A": "older",
  "\x1bOB": "newer",
  "\x1b[C": "right",
  "\x1b[D": "left",
  "\x1b[1;5D": "wordLeft",
  "\x1b[3~": "delete",
  "\x1bb": "wordLeft",
  "\x01": "home",
  "\x7f": "backspace",
  "\r": "enter",
  "\x04": "endOfInput",
  "\x1b[99~": "",
};

property(
  "KeyDecoder finds each key that was pressed, with the text between them",
  fc.array(fc.tuple(fc.constantFrom(...Object.keys(PRESSED)), fc.stringMatching(/^[aéZ1;~]{0,3}$/))),
  (all) => {
    const keys = pressed(all.map(([key, text]) => key + text).join(""));
    const wanted = all.map(([key, text]) => (PRESSED[key] && `<${PRESSED[key]}>`) + text).join("");
    assertEquals(textOfKeys(keys), wanted);
  },
);

property(
  "a paste is inserted and runs no key's command",
  textOf("a", "\n", "\r", "\r\n", "\t", "\x01", "\x17", "\x19", "b c").map((each) =>
    each.replaceAll("\x1b", "")
  ),
  (text) => {
    const keys = pressed(`\x1b[200~${text}\x1b[201~`);
    assert(keys.every((key) => key.do === "paste"));
    const shown = keys.map((key) => key.do === "paste" ? key.text : "").join("").replaceAll(" ", "");
    const kept = text.replaceAll(/\r\n|\r/g, "\n").replaceAll(/[^\P{Cc}\n]/gu, "");
    assertEquals(shown, kept.replaceAll(" ", ""));
  },
);

property("LineEditor keeps its cursor inside the line, whatever is typed", keys(), (typed) => {
  const editor = new LineEditor();
  for (const key of pressed(typed)) {
    if (key.do === "enter") editor.enter();
    else if (key.do === "paste") editor.apply({ do: "insert", text: key.text });
    else if (isEdit(key)) editor.apply(key);
    assertEquals([...editor.before, ...editor.after].join(""), editor.text);
  }
});

/** Keys with neighbouring insertions joined: how text is cut does not matter. */
function textOfKeys(found: readonly KeyPress[]): string {
  return found.map((key) => key.do === "insert" ? key.text : `<${key.do}>${"text" in key ? key.text : ""}`)
    .join("");
}

/** The keys of these pieces, when nothing more comes. */
function pressed(...pieces: string[]): KeyPress[] {
  const decoder = new KeyDecoder("linux");
  return [...pieces.flatMap((piece) => decoder.decode(piece)), ...decoder.settle()];
}
