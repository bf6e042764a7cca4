import { all, constants, heldBy, prove } from "./claims.ts";

prove("security.md", "What is bounded", "watch", {
  "watch: pages that look at a recording at once": all(
    constants(["mod/lab/watch/page/watch_page.ts", "MOST"]),
    heldBy([
      "tests/lab/watch/page/watch_page_test.ts",
      "watchPage() lets two hundred pages look at once, and the next when one has left",
    ]),
  ),
  "watch: bytes of a recording that are kept for pages": all(
    constants(["mod/lab/watch/page/event_feed.ts", "MOST_BYTES"]),
    heldBy([
      "tests/lab/watch/page/event_feed_test.ts",
      "EventFeed keeps a bounded number of bytes, and counts what it does not keep",
    ]),
  ),
  "watch: events that a page keeps, their data, a line": all(
    constants(
      ["mod/lab/watch/page/assets/recording.js", "MOST_EVENTS"],
      ["mod/lab/watch/page/assets/recording.js", "MOST_DATA"],
      ["mod/lab/watch/page/assets/read_event.js", "LONGEST_LINE"],
    ),
    heldBy(
      [
        "tests/lab/watch/page/recording_test.ts",
        "a recording that is too large is kept in part, and what is left out is counted",
      ],
      ["tests/lab/watch/page/read_event_test.ts", "is no event"],
    ),
  ),
});
