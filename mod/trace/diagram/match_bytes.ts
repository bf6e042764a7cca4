import type { TraceRecord } from "./trace_record.ts";

/** Bytes that one write sent and one read took. */
export interface Taken {
  readonly from: TraceRecord;
  readonly to: TraceRecord;
  readonly bytes: number;
  /** Those bytes as text, as far as the trace has them. */
  readonly data?: string;
}

/**
 * Which read took which write's bytes, by counting from the start of the stream: a stream loses nothing and
 * changes no order.
 */
export function matchBytes(writes: readonly TraceRecord[], reads: readonly TraceRecord[]): Taken[] {
  const taken: Taken[] = [];
  let [w, r, usedOfWrite, usedOfRead] = [0, 0, 0, 0];
  while (w < writes.length && r < reads.length) {
    const [from, to] = [writes[w]!, reads[r]!];
    const bytes = Math.min((from.bytes ?? 0) - usedOfWrite, (to.bytes ?? 0) - usedOfRead);
    if (bytes > 0) taken.push({ from, to, bytes, ...slice(to, usedOfRead, bytes) });
    usedOfWrite += bytes;
    usedOfRead += bytes;
    if (usedOfWrite >= (from.bytes ?? 0)) [w, usedOfWrite] = [w + 1, 0];
    if (usedOfRead >= (to.bytes ?? 0)) [r, usedOfRead] = [r + 1, 0];
  }
  return taken;
}

function slice({ data, bytes: all }: TraceRecord, start: number, bytes: number): { data?: string } {
  if (data === undefined) return {};
  return { data: start === 0 && bytes === all ? data : sliceText(data, start, bytes) };
}

/** These bytes of a text. */
export function sliceText(text: string, start: number, bytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(start, start + bytes));
}

/**
 * Which datagram that was received is which one that was sent: the same bytes, the first of them first.
 * What nobody received may have been lost.
 */
export function matchDatagrams(writes: readonly TraceRecord[], reads: readonly TraceRecord[]): Taken[] {
  const sent = [...writes];
  return reads.flatMap((to) => {
    const place = sent.findIndex(({ bytes, data }) => bytes === to.bytes && data === to.data);
    if (place < 0) return [];
    const [from] = sent.splice(place, 1);
    return [{ from: from!, to, bytes: to.bytes ?? 0, ...(to.data === undefined ? {} : { data: to.data }) }];
  });
}
