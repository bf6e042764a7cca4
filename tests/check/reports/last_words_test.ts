import { assertEquals } from "@std/assert";
import { lastWords } from "../../../mod/check/reports/last_words.ts";

/** What real programs have printed, and what of it their writer wants to see. */
const CASES: readonly [language: string, said: string, words: string[]][] = [
  [
    "Python, with frames of the library below the own one",
    `serving
Traceback (most recent call last):
  File "/home/ann/server.py", line 9, in <module>
    print(read_json(client))
          ^^^^^^^^^^^^^^^^^
  File "/home/ann/server.py", line 4, in read_json
    return json.loads(client.recv(1024))
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
  File "/usr/lib/python3.11/json/decoder.py", line 337, in decode
    obj, end = self.raw_decode(s, idx=_w(s, 0).end())
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
`,
    [
      '  File "/home/ann/server.py", line 4, in read_json',
      "    return json.loads(client.recv(1024))",
      "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    ],
  ],
  [
    "Java",
    `Exception in thread "main" java.net.SocketException: Connection reset
\tat java.base/sun.nio.ch.NioSocketImpl.implRead(NioSocketImpl.java:323)
\tat java.base/java.io.BufferedReader.readLine(BufferedReader.java:396)
\tat Server.serve(Server.java:17)
\tat Server.main(Server.java:9)
`,
    [
      'Exception in thread "main" java.net.SocketException: Connection reset',
      "  at Server.serve(Server.java:17)",
    ],
  ],
  [
    "Go",
    `panic: runtime error: index out of range [1] with length 1

goroutine 18 [running]:
main.serve({0x4d9f28, 0xc000012090})
\t/home/ann/chat/main.go:23 +0x1a5
created by main.main
\t/home/ann/chat/main.go:12 +0x9b
exit status 2
`,
    ["panic: runtime error: index out of range [1] with length 1", "/home/ann/chat/main.go:23 +0x1a5"],
  ],
  [
    "Node",
    `node:events:491
      throw er; // Unhandled 'error' event
      ^

Error: write EPIPE
    at WriteWrap.onWriteComplete [as oncomplete] (node:internal/stream_base_commons:94:16)
    at Socket.answer (/home/ann/server.js:7:10)

Node.js v18.19.0
`,
    ["Error: write EPIPE", "    at Socket.answer (/home/ann/server.js:7:10)"],
  ],
  [
    "Rust, with its own frames",
    `thread 'main' (18059) panicked at src/main.rs:9:50:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   0: __rustc::rust_begin_unwind
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/panicking.rs:689:5
note: Some details are omitted, run with \`RUST_BACKTRACE=full\` for a verbose backtrace.
`,
    ["thread 'main' (18059) panicked at src/main.rs:9:50:", "called `Option::unwrap()` on a `None` value"],
  ],
  [
    "Ruby",
    `server.rb:5:in \`block in <main>': undefined method \`split' for nil:NilClass (NoMethodError)

  method, path, version = client.gets.split
                                     ^^^^^^
\tfrom server.rb:3:in \`loop'
\tfrom server.rb:3:in \`<main>'
`,
    [
      "server.rb:5:in `block in <main>': undefined method `split' for nil:NilClass (NoMethodError)",
      "  method, path, version = client.gets.split",
    ],
  ],
  ["another one", "one\n\ntwo\nthree\nfour\n", ["two", "three", "four"]],
  ["none", "", []],
];

for (const [language, said, words] of CASES) {
  Deno.test(`the last words of a program that matter: ${language}`, () =>
    assertEquals(lastWords(said), words));
}
