/**
 * A recording as `netlab lab watch` makes it, of one server and one client program: so many connections, each served by
 * a thread, and so many calls in all.
 */
export function largeRecording(connections: number, calls: number): string[] {
  const lines: string[] = [];
  const add = (event: object) => lines.push(JSON.stringify(event));
  const server = "127.0.0.1:8765";
  const programs = ["server", "client"].map((name) => ({ name, command: [`./${name}`] }));
  add({ type: "head", version: 1, at: 0, source: "strace", programs, started: "2026-01-01T10:00:00.000Z" });
  for (const [pid, { name }] of programs.entries()) {
    add({ type: "lane", at: 0, lane: name, program: name, pid: pid + 1 });
  }
  let now = 0;
  const at = () => now = Math.round((now + 0.0001) * 1e6) / 1e6;
  const call = (lane: string, name: string, more: object) => {
    const start = at();
    add({ type: "call", start, at: at(), lane, call: name, arguments: "", ...more });
  };
  call("server", "listen", { socket: "server#1", local: server, arguments: "128" });
  const ends = Array.from({ length: connections }, (_, index) => {
    const client = `127.0.0.1:${20_000 + index}`;
    const lane = `server/${100 + index}`;
    const there = { socket: `server#${index + 2}`, local: server, remote: client };
    const here = { socket: `client#${index + 1}`, local: client, remote: server };
    call("client", "connect", here);
    call("server", "accept", { ...there, listener: "server#1" });
    add({ type: "lane", at: at(), lane, program: "server", pid: 1, tid: 100 + index, parent: "server" });
    return { lane, there, here };
  });
  const data = (text: string) => ({ data: btoa(text), length: text.length });
  for (let count = 0; lines.length < calls; count++) {
    const { lane, there, here } = ends[count % connections]!;
    const text = `line ${count}\n`;
    call("client", "send", { ...here, ...data(text) });
    const start = at() - 0.02;
    add({
      type: "call",
      start: Math.max(0, start),
      at: at(),
      lane,
      call: "recv",
      arguments: "",
      ...there,
      ...data(text),
    });
    call(lane, "send", { ...there, ...data(text.toUpperCase()) });
    call("client", "recv", { ...here, ...data(text.toUpperCase()) });
  }
  return lines;
}
