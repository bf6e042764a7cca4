import { msg } from "../../../i18n/message.ts";
import type { ClientState } from "./client_state.ts";
import type { MemberNews } from "./membership.ts";

/** Shows what a room has told, and what that means for our own lines. */
export async function takeNews(news: MemberNews, state: ClientState): Promise<void> {
  const name = state.membership.name ?? "";
  if (news.do === "leave") state.leaving = true;
  else if (news.do === "anew") {
    await state.readline.remark(msg`This is a new room: what was said since you were cut off is not known`);
  } else if (news.do === "show") {
    await state.display.line(news.line, name);
    state.name = state.membership.name ?? state.name; // which is only asked for until we are in
  } else {
    if (news.do === "refused" && news.reason !== "empty") {
      await state.display.line({ type: "error", text: news.why }, name);
    }
    await state.own.hears(news, name);
  }
  state.changed();
}
