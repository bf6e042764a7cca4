import { detailMessage } from "../../trace/diagram/detail_message.ts";
import { hexControls, preview } from "../../io/visible_text.ts";
import type { Translate } from "../../i18n/locale.ts";
import { elapsed } from "../../trace/diagram/words.ts";
import type { TraceRecord } from "../../trace/diagram/trace_record.ts";

/**
 * An event of an exercise as one line: time since the start, role, event, both addresses, number of
 * bytes, and details.
 */
export function traceLine(record: TraceRecord, start: string, translate: Translate): string {
  const { role = "", event, local, remote, bytes, data, detail } = record;
  const comes = event === "read" || event === "accept";
  const line = [
    elapsed(record.time, start).padStart(9),
    role.padEnd(8),
    event.padEnd(7),
    local,
    remote === undefined ? undefined : `${comes ? "<-" : "->"} ${remote}`,
    bytes === undefined ? undefined : `${bytes} B`,
    data === undefined ? undefined : preview(new TextEncoder().encode(data)),
    detail === undefined ? undefined : translate(detailMessage(detail)),
  ].filter((each) => each !== undefined).join(" ");
  return hexControls(line);
}
