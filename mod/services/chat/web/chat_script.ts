import { asset } from "../../../http/page/asset.ts";
import { joinedModules, scriptModules } from "../../../http/page/script_modules.ts";

const MODULES = scriptModules([
  ["language.js", asset("../../../http/assets/listing/language.js", import.meta.url)],
  ["line_is_back.js", asset("../../../http/assets/listing/line_is_back.js", import.meta.url)],
  ["texts.js", asset("./assets/texts.js", import.meta.url)],
  ["room_line.js", asset("./assets/room_line.js", import.meta.url)],
  ["wire_line.js", asset("./assets/wire_line.js", import.meta.url)],
  ["links.js", asset("./assets/links.js", import.meta.url)],
  ["talk.js", asset("./assets/talk.js", import.meta.url)],
  ["members.js", asset("./assets/members.js", import.meta.url)],
  ["outbox.js", asset("./assets/outbox.js", import.meta.url)],
  ["entry_of.js", asset("./assets/entry_of.js", import.meta.url)],
  ["room_model.js", asset("./assets/room_model.js", import.meta.url)],
  ["room_link.js", asset("./assets/room_link.js", import.meta.url)],
  ["name_claim.js", asset("./assets/name_claim.js", import.meta.url)],
  ["saved_visit.js", asset("./assets/saved_visit.js", import.meta.url)],
  ["visit.js", asset("./assets/visit.js", import.meta.url)],
  ["frames.js", asset("../../../http/assets/frames.js", import.meta.url)],
  ["row.js", asset("./assets/row.js", import.meta.url)],
  ["log_view.js", asset("./assets/log_view.js", import.meta.url)],
  ["people_view.js", asset("./assets/people_view.js", import.meta.url)],
  ["outbox_view.js", asset("./assets/outbox_view.js", import.meta.url)],
  ["paste_question.js", asset("./assets/paste_question.js", import.meta.url)],
  ["message_field.js", asset("./assets/message_field.js", import.meta.url)],
  ["announcer.js", asset("./assets/announcer.js", import.meta.url)],
  ["panels.js", asset("./assets/panels.js", import.meta.url)],
  ["visible_height.js", asset("./assets/visible_height.js", import.meta.url)],
  ["main.js", asset("./assets/main.js", import.meta.url)],
]);

/** The script of a room's page: what is said and who is here, how it is drawn, and the connection that brings it. */
export const CHAT_SCRIPT: string = joinedModules(MODULES, ["main.js"]);
