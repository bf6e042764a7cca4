import { assertEquals } from "@std/assert";
import { resolve } from "@std/path";
import { type Kind, relocateWords } from "../../../mod/check/targets/relocate_words.ts";

const HERE: Readonly<Record<string, Kind>> = {
  "server.py": "file",
  "Server.jar": "file",
  ".": "folder",
  "build/classes": "folder",
  files: "folder",
};

const CASES: readonly [typed: string, moved: string, movable?: false][] = [
  ["python3 server.py {port}", `python3 ${resolve("server.py")} {port}`],
  ["node . {port}", `node ${resolve(".")} {port}`],
  ["java -cp build/classes Server {port}", `java -cp ${resolve("build/classes")} Server {port}`],
  ["java -jar Server.jar", `java -jar ${resolve("Server.jar")}`],
  ["java --class-path=build/classes Server", `java --class-path=${resolve("build/classes")} Server`],
  // A folder that is called like a command is no path.
  ["netlab files serve {port}", "netlab files serve {port}"],
  ["cargo run -q -- {port}", `cargo run --manifest-path ${resolve("Cargo.toml")} -q -- {port}`],
  ["go run . {port}", "go run . {port}", false],
  ["/usr/bin/npm start", "/usr/bin/npm start", false],
  ["./gradlew run", "./gradlew run", false],
];

for (const [typed, moved, movable = true] of CASES) {
  Deno.test(`a command in another folder: ${typed}`, () => {
    const relocated = relocateWords(typed.split(" "), (path) => HERE[path]);
    assertEquals([relocated.words.join(" "), relocated.movable], [moved, movable]);
  });
}
