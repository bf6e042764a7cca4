/**
 * The floor of the runtime for small files over HTTP: a loop that reads a request, opens the file, asks for its length,
 * reads what is wanted to behind a head, and writes both at once. It trusts the path, knows one kind of range and one
 * answer, and closes after each. Used as `deno run -A files_bare.ts PORT DIR [WORKERS]`; several workers share the port.
 */
const [port = "0", dir = ".", workers = "1"] = Deno.args;
const isWorker = self.name === "worker";

if (Number(workers) > 1 && !isWorker) {
  for (let count = 0; count < Number(workers); count++) {
    new Worker(import.meta.url, { type: "module", name: "worker" });
  }
} else {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: Number(port), reusePort: isWorker });
  for await (const conn of listener) serve(conn).catch(() => {/* the client has left */});
}

async function serve(conn: Deno.Conn): Promise<void> {
  using _open = conn;
  const buffer = new Uint8Array(4096);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const length = await conn.read(buffer);
    if (length === null) return;
    text += new TextDecoder().decode(buffer.subarray(0, length));
  }
  const answer = answerTo(text);
  for (let sent = 0; sent < answer.length;) sent += await conn.write(answer.subarray(sent));
}

function answerTo(request: string): Uint8Array {
  using file = Deno.openSync(dir + request.slice(4, request.indexOf(" ", 4)));
  const { size } = file.statSync();
  const [, first, last] = /Range: bytes=(\d+)-(\d+)/.exec(request) ?? [];
  const [from, until] = first === undefined ? [0, size] : [Number(first), Number(last) + 1];
  const range = first === undefined ? "" : `Content-Range: bytes ${from}-${until - 1}/${size}\r\n`;
  const status = first === undefined ? "200 OK" : "206 Partial Content";
  const head = new TextEncoder().encode(
    `HTTP/1.1 ${status}\r\nContent-Length: ${until - from}\r\n${range}Connection: close\r\n\r\n`,
  );
  const answer = new Uint8Array(head.length + until - from);
  answer.set(head);
  if (from > 0) file.seekSync(from, Deno.SeekMode.Start);
  for (let at = head.length; at < answer.length;) {
    const length = file.readSync(answer.subarray(at));
    if (length === null) throw new Error("the file has become shorter");
    at += length;
  }
  return answer;
}
