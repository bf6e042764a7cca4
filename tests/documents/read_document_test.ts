import { assertEquals } from "@std/assert";
import { readDocument } from "./read_document.ts";

const DOCUMENT = `# Title

\`\`\`console
$ netlab echo serve \\
>   8765
netlab echo: listening on [::]:8765 (events)

$ true
\`\`\`

<!-- not run: needs a telephone -->

\`\`\`console
$ call
\`\`\`

<!-- file: server.py -->

\`\`\`python
print(1)
\`\`\`

<!-- typed: salut | /bye -->
<!-- stays -->

\`\`\`console
$ nc localhost 8767
salut
/bye
\`\`\`

\`\`\`python
>>> 1
1
\`\`\`

\`\`\`ts
nobody tries this here
\`\`\`

\`\`\`console
somebody came
\`\`\`
`;

Deno.test("readDocument() finds commands, what they show, files, sessions, and what is not run", () => {
  assertEquals(readDocument(DOCUMENT), [
    {
      kind: "console",
      line: 3,
      session: {
        before: "",
        entries: [
          {
            line: 4,
            command: "netlab echo serve \\\n  8765",
            shown: "netlab echo: listening on [::]:8765 (events)\n\n",
          },
          { line: 8, command: "true", shown: "" },
        ],
        typed: [],
        stays: false,
      },
    },
    { kind: "not run", line: 13, reason: "needs a telephone" },
    { kind: "file", line: 19, name: "server.py", text: "print(1)\n" },
    {
      kind: "console",
      line: 26,
      session: {
        before: "",
        entries: [{ line: 27, command: "nc localhost 8767", shown: "salut\n/bye\n" }],
        typed: ["salut", "/bye"],
        stays: true,
      },
    },
    { kind: "python", line: 32, text: ">>> 1\n1" },
    {
      kind: "console",
      line: 41,
      session: { before: "somebody came\n", entries: [], typed: [], stays: false },
    },
  ]);
});

Deno.test("readDocument() tells lines of a command from what a program shows", () => {
  const part = (text: string): unknown => readDocument(`\`\`\`console\n${text}\n\`\`\``).at(0);
  const commands: readonly [string, string, string][] = [
    ["$ relay -v\n> 2026 length=3", "relay -v", "> 2026 length=3\n"],
    ["$ for f in *; do\n>   cat $f\n> done\n> shown", "for f in *; do\n  cat $f\ndone", "> shown\n"],
    [
      "$ for f in *; do\n>   until cat $f; do sleep 1; done\n> done",
      "for f in *; do\n  until cat $f; do sleep 1; done\ndone",
      "",
    ],
    ["$ cat <<EOF\n> salut\n> EOF\nsalut", "cat <<EOF\nsalut\nEOF", "salut\n"],
    ["$ a |\n> b", "a |\nb", ""],
  ];
  for (const [text, command, shown] of commands) {
    const entries = [{ line: 2, command, shown }];
    assertEquals(part(text), {
      kind: "console",
      line: 1,
      session: { before: "", entries, typed: [], stays: false },
    });
  }
});
