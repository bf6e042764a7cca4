import { detailMessage } from "../../trace/diagram/detail_message.ts";
import { hexControls, preview } from "../../io/visible_text.ts";
import type { Translate } from "../../i18n/locale.ts";
import { elapsed } from "../../trace/diagram/words.ts";
import type { Mark } from "../../trace/diagram/ladder.ts";
import type { TraceRecord } from "../../trace/diagram/trace_record.ts";

/**
 * An event of an exercise as one line: time since the start, role, event, both addresses, number of
 * bytes, and details.
 */
export function traceLine({ record, at }: Mark, translate: Translate): string {
  const { role = "", event } = record;
  const facts = factsOf(record, translate);
  return hexControls(
    [elapsed(at, translate).padStart(9), role.padEnd(8), event.padEnd(7), ...facts].join(" "),
  );
}

/** What an event was about, without what is known of it already: both addresses, number of bytes, details. */
export function eventFacts(
  record: TraceRecord,
  { data, detail }: { readonly data?: string; readonly detail?: string },
  translate: Translate,
): string {
  const { data: carried, detail: told, ...rest } = record;
  const more = {
    ...rest,
    ...(carried === undefined || data?.trim() === carried.trim() ? {} : { data: carried }),
    ...(told === undefined || detail === told ? {} : { detail: told }),
  };
  return hexControls(factsOf(more, translate).join(" "));
}

function factsOf({ event, local, remote, bytes, data, detail }: TraceRecord, translate: Translate): string[] {
  const comes = event === "read" || event === "accept";
  return [
    local,
    remote === undefined ? undefined : `${comes ? "<-" : "->"} ${remote}`,
    bytes === undefined ? undefined : `${bytes} B`,
    data === undefined ? undefined : preview(new TextEncoder().encode(data)),
    detail === undefined ? undefined : translate(detailMessage(detail)),
  ].filter((each) => each !== undefined);
}
