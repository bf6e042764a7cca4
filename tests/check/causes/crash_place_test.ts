import { assertEquals } from "@std/assert";
import { crashPlace } from "../../../mod/check/causes/crash_place.ts";

Deno.test("crashPlace() finds the reader's own line, and the kind of the error, in the words of each language", () => {
  const python = (line: number, why: string) =>
    `Traceback (most recent call last):\n  File "/home/a/server.py", line ${line}, in serve\n    body = open(path).read()\n` +
    `  File "<frozen codecs>", line 322, in decode\nUnicodeDecodeError: 'utf-8' codec can't decode ${why}\n`;
  assertEquals(crashPlace(python(19, "byte 0xff")), "/home/a/server.py:19 UnicodeDecodeError");
  assertEquals(crashPlace(python(19, "byte 0xc3 in position 7")), crashPlace(python(19, "byte 0xff")));
  const said: [said: string, place: string][] = [
    [
      'Exception in thread "Thread-4" java.lang.NumberFormatException: For input string: "abc"\n' +
      "\tat java.base/java.lang.Integer.parseInt(Integer.java:652)\n\tat Server.run(Server.java:8)\n",
      "Server.java:8 java.lang.NumberFormatException",
    ],
    [
      "panic: runtime error: index out of range\n\ngoroutine 18 [running]:\nmain.serve(0xc0)\n\t/home/a/server.go:12 +0x1a\n",
      "/home/a/server.go:12",
    ],
    [
      "server.rb:5:in 'Integer#+': nil can't be coerced into Integer (TypeError)\n\tfrom server.rb:5:in 'block'\n",
      "server.rb:5 TypeError",
    ],
    [
      "/home/a/s.js:9\n  JSON.parse(line);\nSyntaxError: Unexpected token\n    at JSON.parse (<anonymous>)\n    at Socket.<anonymous> (/home/a/s.js:9:8)\n",
      "/home/a/s.js:9 SyntaxError",
    ],
    ['Can\'t call method "foo" on an undefined value at server.pl line 7.\n', "server.pl:7"],
    [
      "PHP Fatal error:  Uncaught TypeError: x in /a/server.php:3\nStack trace:\n#0 {main}\n  thrown in /a/server.php on line 3\n",
      "/a/server.php:3 TypeError",
    ],
  ];
  for (const [words, place] of said) assertEquals(crashPlace(words), place);
  assertEquals(crashPlace("Segmentation fault\n"), undefined);
});
