import { assertEquals } from "@std/assert";
import { DownloadCount, MOST_PIECES_OF_ONE } from "../../mod/http/files/share/download_count.ts";
import { spoolInput } from "../../mod/fs/spooled_input.ts";
import { LONGEST_TEXT, shortText } from "../../mod/http/files/share/shared_text.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { figures, prove } from "./claims.ts";

prove("security.md", "What is bounded", "share", {
  "share: text that is shown, and standard input in memory": async ({ says }) => {
    const [bytes] = figures(says[0]!);
    for (const [size, kind] of [[bytes!, "bytes"], [bytes! + 1, "file"]] as const) {
      const letters = new Uint8Array(size).fill(65);
      assertEquals(shortText(letters) !== undefined, kind === "bytes");
      using temp = new TempFolder();
      let left = size;
      const read = (buffer: Uint8Array) => {
        const length = Math.min(left, buffer.length);
        left -= length;
        return Promise.resolve(length || null);
      };
      const { signal } = new AbortController();
      using input = await spoolInput({ read }, { folder: temp.path, inMemory: LONGEST_TEXT, signal });
      assertEquals(input.kind, kind);
    }
  },
  "share: clients whose downloads are counted": ({ says }) => {
    const [clients, pieces] = figures(says[0]!);
    assertEquals(pieces, MOST_PIECES_OF_ONE);
    const half = (count: DownloadCount, client: string, start: number) =>
      count.begin({ client, version: "1", resumes: false }, 10)({
        ranges: [{ start, end: start + 5 }],
        complete: true,
      });
    const others = (count: DownloadCount, number: number) => {
      for (let other = 0; other < number; other++) half(count, `other ${other}`, 0);
    };
    const remembered = new DownloadCount();
    half(remembered, "first", 0);
    others(remembered, clients! - 1);
    assertEquals(half(remembered, "first", 5), true);
    const forgotten = new DownloadCount();
    half(forgotten, "first", 0);
    others(forgotten, clients!);
    assertEquals(half(forgotten, "first", 5), false);
  },
});
