import { assertEquals } from "@std/assert";
import { viewKind } from "../../../../mod/http/files/media/view_kind.ts";

Deno.test("viewKind() says how a file can be looked at, and leaves what could run to a page of its own", () => {
  const kinds = {
    picture: ["a.jpg", "a.JPEG", "a.png", "a.gif", "a.webp", "a.avif", "a.svg", "a.ico", "a.heic"],
    sound: ["a.mp3", "a.m4a", "a.ogg", "a.opus", "a.flac", "a.wav"],
    film: ["a.mp4", "a.webm", "a.mov", "a.mkv", "a.ogv"],
    text: [
      "a.txt",
      "a.log",
      "a.c",
      "a.ts",
      "a.json",
      "a.csv",
      "a.py",
      "a.js",
      "a.css",
      "a.srt",
      "LICENSE",
      "Makefile",
    ],
    markdown: ["README.md", "a.markdown"],
    nothing: [
      "a.html",
      "a.htm",
      "a.xhtml",
      "a.xml",
      "a.pdf",
      "a.zip",
      "a.bin",
      "a",
      "a.docx",
      "a.constructor",
    ],
  };
  for (const [kind, names] of Object.entries(kinds)) {
    for (const name of names) assertEquals(viewKind(name) ?? "nothing", kind, name);
  }
});
