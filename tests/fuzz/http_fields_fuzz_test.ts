import { assert, assertEquals } from "@std/assert";
import { parseRate, parseSize } from "../../mod/http/middleware/parse_rate.ts";
import { withBasicAuth } from "../../mod/http/middleware/basic_auth.ts";
import { decodePath } from "../../mod/http/files/decode_path.ts";
import { chooseCoding } from "../../mod/http/semantics/accept_encoding.ts";
import { entityTag, parseTags, sameTag } from "../../mod/http/semantics/entity_tag.ts";
import { formatHttpDate, parseHttpDate } from "../../mod/http/semantics/http_date.ts";
import { ifRangeHolds, preconditionStatus } from "../../mod/http/semantics/preconditions.ts";
import { metadataValue, wholeNumber } from "../../mod/http/files/upload/upload_fields.ts";
import { numberedName } from "../../mod/fs/file_name.ts";
import { bodyFraming } from "../../mod/http/wire/body_framing.ts";
import { HttpError } from "../../mod/http/wire/http_error.ts";
import type { HttpRequest } from "../../mod/http/wire/message.ts";
import { parseRequestHead } from "../../mod/http/wire/request_head.ts";
import { requestTarget } from "../../mod/http/wire/request_target.ts";
import { latin1Bytes } from "../_kit/latin1.ts";
import { anyText, corpus, fc, property, textOf, unless } from "../_kit/property.ts";

const plainName = () =>
  fc.string({ unit: "grapheme", minLength: 1 }).filter((name) =>
    !/[\s\p{Cc}/\\:%#?]/u.test(name) && !/^\.{1,2}$/.test(name)
  );

property(
  "a name that is sent as it is, without percent signs, is the name that is found",
  plainName(),
  (name) => {
    const sent = new TextEncoder().encode(`GET /${name} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const { path } = requestTarget(parseRequestHead(sent).target, "GET");
    assertEquals(decodePath(path).names, [name]);
  },
  { corpus: corpus("paths") },
);

property(
  "every byte of a head arrives as it was sent",
  fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 40 }),
  (bytes) => {
    const value = String.fromCharCode(...bytes);
    const head = parseRequestHead(latin1Bytes(`GET /${value} HTTP/1.1\r\nHost: x\r\nName: ${value}\r\n\r\n`));
    assertEquals([head.target, head.fields.get("name") ?? ""], [`/${value}`, value]);
  },
);

const instant = () => fc.integer({ min: Date.UTC(0, 0) / 1000 - 59_958_230_400, max: 253_402_300_799 });
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

property("parseHttpDate() reads the three forms of one instant as that instant", instant(), (seconds) => {
  const date = new Date(seconds * 1000);
  const imf = formatHttpDate(seconds * 1000);
  const [, day, month, year, time] = /^..., (\d\d) (\w{3}) (\d{4}) (\S+) GMT$/.exec(imf) ?? [];
  if (year === undefined) return assert(date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999);
  assertEquals(parseHttpDate(imf), seconds * 1000);
  const asctime = `${imf.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
  assertEquals(parseHttpDate(asctime), seconds * 1000);
  const age = new Date().getUTCFullYear() - Number(year);
  if (age < -49 || age > 48) return; // two digits do not tell these
  const old = `${DAYS[date.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
  assertEquals(parseHttpDate(old), seconds * 1000);
}, { corpus: [Date.UTC(1994, 10, 6) / 1000, -59_000_000_000] });

const coding = () => fc.constantFrom("gzip", "br", "identity", "*", "deflate");
const weight = () => fc.constantFrom(0, 0.001, 0.5, 0.8, 1);

property(
  "chooseCoding() likes nothing better than what it chooses",
  fc.uniqueArray(fc.tuple(coding(), fc.option(weight())), { selector: ([name]) => name }),
  (accepted) => {
    const value = accepted.map(([name, q]) => `${name}${q === null ? "" : `; q=${q}`}`).join(" , ");
    const weights = new Map(accepted.map(([name, q]) => [name as string, q ?? 1]));
    const liked = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
    const chosen = chooseCoding(value, ["br", "gzip"]);
    if (chosen === "identity") {
      const plain = weights.get("identity") ?? 0;
      return assert([liked("br"), liked("gzip")].every((each) => each === 0 || each < plain), value);
    }
    assert(liked(chosen) > 0 && liked(chosen) >= Math.max(liked("br"), liked("gzip")), `${value}: ${chosen}`);
  },
);

const tag = () =>
  fc.tuple(fc.boolean(), fc.stringMatching(/^[!#-~]{0,6}$/)).map(([weak, text]) =>
    `${weak ? "W/" : ""}"${text}"`
  );

property("parseTags() gives back the tags of a list", fc.array(tag(), { minLength: 1 }), (tags) => {
  assertEquals(parseTags(tags.join(", ")), tags);
  assertEquals(parseTags(tags.join(",")), tags);
  assertEquals(parseTags(`${tags.join(", ")}, x`), undefined);
});

property("sameTag() is strict when it has to be", fc.tuple(tag(), tag()), ([a, b]) => {
  const plain = (each: string) => each.replace(/^W\//, "");
  assertEquals(sameTag(a, b, "weak"), plain(a) === plain(b));
  assertEquals(sameTag(a, b, "strong"), a === b && !a.startsWith("W/"));
});

const file = () => fc.record({ size: fc.nat(), modified: fc.nat(4_000_000_000).map((n) => n * 500) });

property(
  "If-Range holds for the same version of a file, and for no other",
  fc.tuple(file(), file()),
  ([one, other]) => {
    const held = { tag: entityTag(one), modified: one.modified };
    assertEquals(ifRangeHolds(entityTag(other), held), entityTag(one) === entityTag(other));
    assert(ifRangeHolds(entityTag(one), held) && ifRangeHolds(undefined, held));
    assert(!ifRangeHolds(`W/${entityTag(one)}`, held), "a weak tag proves nothing");
    const second = (time: number) => Math.floor(time / 1000);
    const sameSecond = second(one.modified) === second(other.modified);
    assertEquals(ifRangeHolds(formatHttpDate(other.modified), held), sameSecond);
  },
);

property(
  "a request for what has changed since gets it, and one for what has not gets 304",
  fc.tuple(file(), file(), fc.constantFrom("GET", "HEAD", "PUT")),
  ([one, other, method]) => {
    const held = { tag: entityTag(one), modified: one.modified };
    const status = (name: string, value: string) =>
      preconditionStatus(method, new Map([[name, value]]), held);
    const same = entityTag(one) === entityTag(other);
    assertEquals(status("if-none-match", entityTag(other)), !same ? undefined : method === "PUT" ? 412 : 304);
    assertEquals(status("if-match", entityTag(other)), same ? undefined : 412);
    const newer = Math.floor(one.modified / 1000) > Math.floor(other.modified / 1000);
    assertEquals(status("if-unmodified-since", formatHttpDate(other.modified)), newer ? 412 : undefined);
    const since = status("if-modified-since", formatHttpDate(other.modified));
    assertEquals(since, newer || method === "PUT" ? undefined : 304);
  },
);

property(
  "bodyFraming() finds one end, or refuses",
  fc.record({
    length: fc.option(fc.oneof(fc.nat().map(String), textOf("1", "0x", "+", "-", ",", " ", "9999999999"))),
    coding: fc.option(textOf("chunked", "gzip", ", ", "CHUNKED", "identity")),
    version: fc.constantFrom("1.0", "1.1"),
  }),
  ({ length, coding, version }) => {
    const fields = new Map([
      ...(length === null ? [] : [["content-length", length] as const]),
      ...(coding === null ? [] : [["transfer-encoding", coding] as const]),
    ]);
    const head = { method: "PUT", target: "/", version: version as "1.1", fields };
    const found = unless(HttpError, () => bodyFraming(head));
    if (coding === null && length === null) return assertEquals(found, { kind: "length", length: 0 });
    if (coding === null && /^\d{1,15}$/.test(length!)) {
      return assertEquals(found, { kind: "length", length: Number(length) });
    }
    const chunked = length === null && version === "1.1" && coding?.toLowerCase() === "chunked";
    if (chunked) return assertEquals(found, { kind: "chunked" });
    assert(found === undefined || (coding === null && String(BigInt(length!)) === String(Number(length))));
  },
);

property(
  "requestTarget() takes a target apart at its first question mark",
  fc.tuple(fc.stringMatching(/^\/[!"$-.0-9A-Z/]{0,20}$/), fc.option(fc.stringMatching(/^[a-z0-9=&]{0,20}$/))),
  ([path, query]) => {
    const target = query === null ? path : `${path}?${query}`;
    for (const each of [target, `http://host${target}`, `HTTPS://[::1]:80${target}`]) {
      const found = requestTarget(each, "GET");
      assertEquals([found.path, `${found.query}`], [path, `${new URLSearchParams(query ?? "")}`]);
    }
  },
);

property(
  "requestTarget() gives a path that begins with a slash, or refuses",
  textOf("/", "*", "http://", "host", "?", "a=b", ":80", "\\", "ftp://"),
  (target) => {
    const found = unless(HttpError, () => requestTarget(target, "GET"));
    if (found !== undefined) assert(found.path.startsWith("/"), found.path);
  },
);

const UNITS = {
  "": 1,
  k: 1000,
  kB: 1000,
  KiB: 1024,
  M: 1e6,
  MiB: 2 ** 20,
  GB: 1e9,
  GiB: 2 ** 30,
  " ki": 1024,
};

property(
  "parseSize() and parseRate() multiply by their unit",
  fc.tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.constantFrom(...Object.keys(UNITS) as (keyof typeof UNITS)[]),
  ),
  ([number, unit]) => {
    assertEquals(parseSize(`${number}${unit}`), number * UNITS[unit]);
    assertEquals(parseRate(`${number}${unit}/s`), number * UNITS[unit]);
  },
);

property(
  "parseSize() gives a whole number of bytes or says what it wants",
  textOf("1", "0", ".", "5", "k", "Ki", "B", "TB", " ", "-", "e9", "99999999999"),
  (text) => {
    try {
      const size = parseSize(text);
      assert(Number.isSafeInteger(size) && size > 0, `${size}`);
    } catch (error) {
      assert((error as Error).message.startsWith("needs a size such as "), String(error));
    }
  },
);

property("wholeNumber() reads a number of bytes", fc.oneof(fc.nat().map(String), anyText()), (text) => {
  const found = unless(HttpError, () => wholeNumber(text, "Upload-Offset"));
  assertEquals(found, /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined);
});

property(
  "metadataValue() finds a value among the metadata, in any script",
  fc.tuple(fc.string({ unit: "grapheme" }), fc.boolean()),
  ([name, first]) => {
    const pair = `filename ${new TextEncoder().encode(name).toBase64()}`;
    assertEquals(metadataValue(first ? `${pair}, type eA==,empty` : `type eA==, ${pair}`, "filename"), name);
  },
);

property(
  "metadataValue() reads a value or refuses with a status",
  textOf("filename", " ", ",", "d29ybGQ=", "/w==", "=", "type"),
  (text) => {
    const name = unless(HttpError, () => metadataValue(text, "filename"));
    assert(name === undefined || name.isWellFormed());
  },
);

property(
  "numberedName() is another name with the same ending",
  fc.tuple(fc.stringMatching(/^[^/]{1,20}$/), fc.integer({ min: 2, max: 99 })),
  ([name, number]) => {
    const other = numberedName(name, number);
    assert(other !== name && other.includes(` (${number})`));
    assertEquals(other.replace(` (${number})`, ""), name.replace(` (${number})`, ""));
    const ending = /[^.]\.([^.]*)$/.exec(name)?.[1];
    if (ending !== undefined) assert(other.endsWith(`.${ending}`), other);
  },
);

const password = () => fc.string({ unit: "grapheme" });

property(
  "only the right name and password come in",
  fc.tuple(password(), password(), fc.boolean()),
  async ([right, typed, correct]) => {
    const sent = correct ? right : typed;
    const site = withBasicAuth(
      () => Promise.resolve({ status: 200, fields: [] }),
      { read: `user:${right}` },
      () => false,
    );
    const authorization = `Basic ${new TextEncoder().encode(`user:${sent}`).toBase64()}`;
    const status = (fields: Map<string, string>) =>
      site({ fields, remote: REMOTE } as unknown as HttpRequest).then(
        ({ status }) => status,
        (error) => (error as HttpError).status,
      );
    assertEquals(await status(new Map([["authorization", authorization]])), sent === right ? 200 : 401);
    assertEquals(await status(new Map([["authorization", typed]])), 401);
    assertEquals(await status(new Map()), 401);
  },
);

const REMOTE = { transport: "tcp", hostname: "127.0.0.1", port: 1 };
