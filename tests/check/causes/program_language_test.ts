import { assertEquals } from "@std/assert";
import { programLanguage } from "../../../mod/check/causes/program_language.ts";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const FILES: Readonly<Record<string, Uint8Array>> = {
  "./c": bytes("\x7fELF…"),
  "./g": bytes("\x7fELF\xff Go buildinf: go1.19"),
  "./r": bytes("\x7fELF rust_eh_personality"),
  "./s": bytes("#!/usr/bin/env python3\nimport socket"),
  "./sh": bytes("#!/bin/sh\nexec server"),
};

const CASES: readonly [typed: string, language: string | undefined][] = [
  ["python3 server.py {port}", "python"],
  ["/usr/bin/python3.11 -u server {port}", "python"],
  ["java Server {port}", "java"],
  ["node server.js", "javascript"],
  ["deno run -A server.ts", "javascript"],
  ["go run . {port}", "go"],
  ["cargo run -q -- {port}", "rust"],
  ["ruby s.rb", "ruby"],
  ["perl s.pl", "perl"],
  ["php s.php", "php"],
  ["./server.py {port}", "python"],
  ["stdbuf -o0 python3 server.py", "python"],
  ["./c {port}", "c"],
  ["./g {port}", "go"],
  ["./r {port}", "rust"],
  ["./s {port}", "python"],
  // Nothing tells: no hint is better than one in the words of another language.
  ["./sh {port}", undefined],
  ["start-server {port}", undefined],
];

for (const [typed, language] of CASES) {
  Deno.test(`the language of ${typed} is ${language ?? "not known"}`, () => {
    assertEquals(programLanguage(typed.split(" "), (path) => FILES[path]), language as never);
  });
}
