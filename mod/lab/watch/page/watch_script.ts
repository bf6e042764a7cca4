import { asset } from "../../../http/page/asset.ts";
import { joinedModules, scriptModules } from "../../../http/page/script_modules.ts";

const MODULES = scriptModules([
  ["language.js", asset("../../../http/assets/listing/language.js", import.meta.url)],
  ["own_address.js", asset("../../../http/assets/listing/own_address.js", import.meta.url)],
  ["frames.js", asset("../../../http/assets/frames.js", import.meta.url)],
  ["texts.js", asset("./assets/texts.js", import.meta.url)],
  ["read_event.js", asset("./assets/read_event.js", import.meta.url)],
  ["call_kind.js", asset("./assets/call_kind.js", import.meta.url)],
  ["bytes.js", asset("./assets/bytes.js", import.meta.url)],
  ["byte_ranges.js", asset("./assets/byte_ranges.js", import.meta.url)],
  ["datagrams.js", asset("./assets/datagrams.js", import.meta.url)],
  ["sockets.js", asset("./assets/sockets.js", import.meta.url)],
  ["timeline.js", asset("./assets/timeline.js", import.meta.url)],
  ["recording.js", asset("./assets/recording.js", import.meta.url)],
  ["player.js", asset("./assets/player.js", import.meta.url)],
  ["filter.js", asset("./assets/filter.js", import.meta.url)],
  ["find.js", asset("./assets/find.js", import.meta.url)],
  ["queues_at.js", asset("./assets/queues_at.js", import.meta.url)],
  ["program_queues.js", asset("./assets/program_queues.js", import.meta.url)],
  ["stream_lines.js", asset("./assets/stream_lines.js", import.meta.url)],
  ["columns.js", asset("./assets/columns.js", import.meta.url)],
  ["arrows.js", asset("./assets/arrows.js", import.meta.url)],
  ["event_words.js", asset("./assets/event_words.js", import.meta.url)],
  ["ladder_shapes.js", asset("./assets/ladder_shapes.js", import.meta.url)],
  ["paint_shapes.js", asset("./assets/paint_shapes.js", import.meta.url)],
  ["element.js", asset("./assets/element.js", import.meta.url)],
  ["lanes_shown.js", asset("./assets/lanes_shown.js", import.meta.url)],
  ["ladder_view.js", asset("./assets/ladder_view.js", import.meta.url)],
  ["event_view.js", asset("./assets/event_view.js", import.meta.url)],
  ["queues_view.js", asset("./assets/queues_view.js", import.meta.url)],
  ["stream_view.js", asset("./assets/stream_view.js", import.meta.url)],
  ["side_panels.js", asset("./assets/side_panels.js", import.meta.url)],
  ["picture_file.js", asset("./assets/picture_file.js", import.meta.url)],
  ["open_file.js", asset("./assets/open_file.js", import.meta.url)],
  ["feed_link.js", asset("./assets/feed_link.js", import.meta.url)],
  ["keys.js", asset("./assets/keys.js", import.meta.url)],
  ["main.js", asset("./assets/main.js", import.meta.url)],
]);

/** The script of the page of a recording. */
export const WATCH_SCRIPT: string = joinedModules(MODULES, ["main.js"]);
