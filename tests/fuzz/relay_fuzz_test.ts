import { assert, assertEquals } from "@std/assert";
import { allTypes, resolveAddress } from "../../mod/relay/addresses/registry.ts";
import { RelayError } from "../../mod/relay/relay_endpoint.ts";
import { parseAddress, type RelayAddress } from "../../mod/relay/grammar/address.ts";
import { parseArguments } from "../../mod/relay/grammar/parse_arguments.ts";
import { GrammarError } from "../../mod/relay/grammar/grammar_error.ts";
import { splitWords } from "../../mod/relay/grammar/split_words.ts";
import { CommandLineError } from "../../mod/relay/grammar/command_line_error.ts";
import { parseAddressRange } from "../../mod/net/address/address_range.ts";
import { decodeHeader, encodeFrame, unmask } from "../../mod/net/websocket/frame.ts";
import { Options } from "../../mod/relay/options/options.ts";
import { parseSubstitution } from "../../mod/relay/extensions/rewrite.ts";
import { anyText, corpus, fc, property, textOf, unless } from "../_kit/property.ts";

const KEYWORDS = [
  "TCP",
  "TCP-LISTEN",
  "tcp4-l",
  "UDP-SENDTO",
  "EXEC",
  "SYSTEM",
  "OPEN",
  "-",
  "STDIO",
  "0",
  "./file",
  "PTY",
  "TCP-LITSEN",
];
const OPTIONS = [
  "fork",
  "reuseaddr",
  "bind=127.0.0.1",
  "retry=3",
  "interval=0.5",
  "crnl",
  "mode=0644",
  "nosuch",
  "retry=x",
];
const address = () =>
  fc.oneof(
    { weight: 1, arbitrary: anyText() },
    {
      weight: 4,
      arbitrary: textOf(
        ...KEYWORDS,
        ...OPTIONS,
        ":",
        ",",
        "=",
        "!!",
        "'",
        '"',
        "\\",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "8080",
        "::1",
      ),
    },
  );

property("parseAddress() reads a text or points at the character that it cannot read", address(), (text) => {
  try {
    check(parseAddress(text, "linux"), text);
  } catch (error) {
    assert(error instanceof GrammarError, String(error));
    assert(error.at >= 0 && error.at <= text.length, `${error.at} of ${text.length}`);
    assertEquals(error.pointer.split("\n").length, 2);
  }
}, { corpus: corpus("relay") });

property("an address is known or refused in a sentence, options and all", address(), (text) => {
  try {
    for (const single of singles(parseAddress(text, "linux"))) {
      const known = resolveAddress(single, "linux");
      Options.read(single, known.type, "linux");
    }
  } catch (error) {
    assert(error instanceof GrammarError || error instanceof RelayError, String(error));
    if (error instanceof GrammarError) assert(/^\P{Cc}{3,}$/u.test(error.message), error.message);
  }
}, { corpus: corpus("relay") });

const word = () => fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 });
/** As somebody writes it who protects everything that could mean something. */
const escaped = (text: string) => text.replace(/[^a-zA-Z0-9]/g, (mark) => `\\${mark}`);

property(
  "parseAddress() gives back what a careful writer wrote",
  fc.record({
    keyword: word(),
    parameters: fc.array(word(), { maxLength: 3 }),
    options: fc.array(fc.tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.option(word())), {
      maxLength: 3,
    }),
  }),
  ({ keyword, parameters, options }) => {
    const written = [keyword, ...parameters].map(escaped).join(":") +
      options.map(([name, value]) => `,${name}${value === null ? "" : `=${escaped(value)}`}`).join("");
    const read = parseAddress(written, "linux");
    assert(read.kind === "single");
    assertEquals([read.keyword, ...read.parameters], [keyword, ...parameters]);
    assertEquals(read.options.map(({ name, value }) => [name, value ?? null]), options);
  },
);

property("two addresses joined by !! are the two", fc.tuple(word(), word()), ([one, other]) => {
  const read = parseAddress(`${escaped(one)}:1!!${escaped(other)}:2`, "linux");
  assert(read.kind === "dual");
  assertEquals([read.read.keyword, ...read.read.parameters], [one, "1"]);
  assertEquals([read.write.keyword, ...read.write.parameters], [other, "2"]);
  assert(
    unless(GrammarError, () => parseAddress(`${escaped(one)}!!${escaped(other)}!!a`, "linux")) === undefined,
  );
});

property(
  "what stands in quotes or brackets means nothing else",
  fc.tuple(fc.stringMatching(/^[a-z:,=! ]{1,10}$/), fc.constantFrom("''", '""', "[]", "{}", "()")),
  ([text, [open, close]]) => {
    const read = parseAddress(`OPEN:${open}${text}${close}:z,mode=0644`, "linux");
    assert(read.kind === "single");
    const kept = /['"]/.test(open!) ? text : open + text + close;
    assertEquals([read.keyword, ...read.parameters], ["OPEN", kept, "z"]);
    assertEquals(read.options.map(({ name, value }) => [name, value]), [["mode", "0644"]]);
    assert(
      unless(GrammarError, () => parseAddress(`OPEN:${open}${text}`, "linux")) === undefined,
      "never closed",
    );
  },
);

property("splitWords() gives back words that were protected", fc.array(word()), (words) => {
  assertEquals(splitWords(words.map(escaped).join("  "), "linux"), words);
});

const NETLAB_OPTIONS = ["--stats", "--rate", "--chop", "--record", "--rewrite", "--explain", "--nosuch"];
const argument = () =>
  fc.oneof(
    address(),
    fc.constantFrom(
      "-u",
      "-d",
      "-dd",
      "-t",
      "-T5",
      "-b",
      "64k",
      "-v",
      "-lf",
      "-h",
      "-hh",
      "-V",
      "-4",
      ...NETLAB_OPTIONS,
    ),
  );

property(
  "parseArguments() understands arguments or says which it does not",
  fc.array(argument(), { maxLength: 6 }),
  (args) => {
    const line = unless(CommandLineError, () => unless(RelayError, () => parseArguments(args)));
    if (line?.mode === "run") assert(line.addresses.length === 2 || line.extensions.replay !== undefined);
  },
);

property(
  "parseSubstitution() compiles or refuses, and what it compiles runs",
  fc.tuple(
    textOf("s/", "s|", "/", "|", "a", "(", ")", "[", "\\1", "&", "\\", "g", "i", "*", "$1", "$&"),
    anyText(),
  ),
  ([text, line]) => {
    const substitute = unless(RelayError, () => parseSubstitution(text));
    if (substitute !== undefined) assertEquals(typeof substitute(line), "string");
  },
);

property(
  "parseSubstitution() puts in what sed would: &, \\1 and $1 are what was found, and the rest is itself",
  fc.tuple(
    fc.stringMatching(/^[a-c]{0,6}$/),
    fc.array(fc.constantFrom("&", "\\1", "\\&", "\\n", "$", "$1", "$&", "$$", "\\$", "\\/", "x")),
    fc.boolean(),
  ),
  ([line, pieces, global]) => {
    const put = (found: string) =>
      pieces.map((piece) => {
        if (["&", "\\1", "$1"].includes(piece)) return found;
        if (piece === "$&") return `$${found}`;
        return piece === "\\n" ? "\n" : piece.replace(/^\\/, "");
      }).join("");
    const substitute = parseSubstitution(`s/(b+)/${pieces.join("")}/${global ? "g" : ""}`);
    let done = false;
    const wanted = line.replace(/b+/g, (found) => done && !global ? found : (done = true, put(found)));
    assertEquals(substitute(line), wanted);
  },
);

property(
  "parseRange() holds the addresses of its network and no other",
  fc.tuple(fc.nat(0xffffffff), fc.nat(32), fc.nat(0xffffffff)),
  ([network, bits, host]) => {
    const inside = parseAddressRange(`${dotted(network)}/${bits}`);
    const same = bits === 0 || network >>> (32 - bits) === host >>> (32 - bits);
    assertEquals(inside(dotted(host)), same);
    assertEquals(inside(`::ffff:${dotted(host)}`), same);
  },
);

property(
  "parseRange() refuses what is no range in its own way",
  textOf("10.0.0.0", "/", "8", "33", "::", "[", "]", "fe80", ":", "255.255.0.0", "x"),
  (text) => {
    const inside = unless(RangeError, () => parseAddressRange(text));
    if (inside !== undefined) {
      for (const host of ["10.0.0.1", "::1", "", "x"]) {
        assertEquals(typeof inside(host), "boolean");
      }
    }
  },
);

property(
  "a WebSocket frame says what was put in",
  fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.boolean()),
  ([payload, masked]) => {
    const frame = encodeFrame(2, payload, masked);
    const header = decodeHeader(frame, masked)!;
    assertEquals([header.opcode, header.final, header.length], [2, true, payload.length]);
    const carried = frame.slice(header.size);
    assertEquals(header.mask !== undefined, masked);
    assertEquals(carried.map((byte, i) => byte ^ (header.mask?.[i % 4] ?? 0)), payload);
    for (const cut of [0, 1, 2, 3, payload.length]) {
      const [first, second] = [carried.slice(0, cut), carried.slice(cut)];
      if (header.mask) unmask(first, header.mask, 0);
      if (header.mask) unmask(second, header.mask, cut);
      assertEquals([...first, ...second], [...payload]);
    }
  },
);

Deno.test("every address type that is listed can be found by each of its names", () => {
  for (const type of allTypes()) {
    for (const keyword of [type.keyword, ...type.aliases]) {
      const parameters = "1:".repeat(type.parameters.least).slice(0, -1);
      const found = resolveAddress(
        parseAddress(parameters === "" ? keyword : `${keyword}:${parameters}`, "linux") as never,
      );
      assertEquals(found.type, type, keyword);
    }
  }
});

function check(found: RelayAddress, text: string): void {
  assertEquals(found.text, text);
  for (const single of singles(found)) {
    assert(single.options.every(({ name }) => name === name.toLowerCase()));
    assertEquals(single.parameters.length, single.parametersAt.length);
  }
}

function singles(found: RelayAddress) {
  return found.kind === "single" ? [found] : [found.read, found.write];
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}
