import { assertEquals } from "@std/assert";
import { DownloadCount, MOST_PIECES_OF_ONE } from "../../mod/http/files/share/download_count.ts";
import { figures, prove } from "./claims.ts";

prove("security.md", "What is bounded", "share", {
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
