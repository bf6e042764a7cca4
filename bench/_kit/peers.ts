/**
 * The peers: what people use today for the same job, as candidates.
 *
 * @module
 */
import { join } from "@std/path";
import type { Candidate } from "./candidate.ts";
import { compileC } from "./compile_c.ts";
import { thisVersion, YOUNG_SPACE } from "./compare/version.ts";
import { root } from "./root.ts";

const ours = (file: string) => join(root, "bench/_peers", file);

/**
 * netlab itself. `NETLAB_BIN` names a compiled binary to measure instead of the sources.
 *
 * @param args the words after `netlab`, port 0 among them: the real port is read from the ready line
 * @param name the row's name
 */
export function netlab(args: readonly string[], name = "netlab"): Candidate {
  const { start } = thisVersion();
  const command = [...start, ...args];
  return { name, command: () => command, ready: "line", version: [...start, "--version"] };
}

/**
 * The limit: a C server of some lines on epoll.
 *
 * @param folder where the program may be put
 * @param work   what it does with the bytes: change them, only copy them, or look for lines first
 */
export async function cEcho(
  folder: string,
  work: "upper" | "copy" | "lines" = "upper",
): Promise<Candidate> {
  const program = await compileC(["_peers/echo_server.c"], folder, "echo_server");
  const names = { upper: "C epoll", copy: "C epoll that only copies", lines: "C epoll that looks for lines" };
  const missing = program ? undefined : "not measured: no C compiler";
  return { name: names[work], command: (port) => [program ?? "echo_server", `${port}`, work], missing };
}

/** A Node `net` server. */
export const nodeEcho: Candidate = {
  name: "Node net",
  command: (port) => ["node", ours("echo_server.mjs"), `${port}`],
  version: ["node", "--version"],
};

/** The runtime's own floor: a bare loop of reads and writes, a server that nobody would use. */
export const bareEcho: Candidate = bareEchoWith(4096);

/** The same with a larger buffer, for messages that would not fit. */
export function bareEchoWith(buffer: number): Candidate {
  return bareLoop("echo_bare.ts", `${buffer}`);
}

/**
 * The floor for datagrams.
 *
 * @param file  a program of `bench/_peers/`
 * @param words its arguments after the port
 */
export function bareDatagrams(file: string, ...words: string[]): Candidate {
  return { ...bareLoop(file, ...words), ready: "udp" };
}

/** The floor for connections that are passed on. @param to the port of the server behind it */
export function bareTcpRelay(to: number): Candidate {
  return bareLoop("tcp_relay_bare.ts", `${to}`, "16384");
}

function bareLoop(file: string, ...words: string[]): Candidate {
  const start = [Deno.execPath(), "run", "--allow-net", "--unstable-net", YOUNG_SPACE, ours(file)];
  return { name: "Deno bare loop", command: (port) => [...start, `${port}`, ...words] };
}

/** The floor for keys and values: every read is answered `+OK`. */
export const bareKv: Candidate = bareLoop("kv_bare.ts");

/** Redis itself, in memory unless the options say otherwise. */
export function redis(name: string, ...options: string[]): Candidate {
  return {
    name,
    command: (port) => ["redis-server", "--port", `${port}`, "--bind", "127.0.0.1", "--save", "", ...options],
    version: ["redis-server", "--version"],
  };
}

/** A Python server of `bench/_peers/`, by file name. */
export function python(file: string, name: string, ready: "tcp" | "udp" = "tcp"): Candidate {
  return {
    name,
    command: (port) => ["python3", ours(file), `${port}`],
    ready,
    version: ["python3", "--version"],
  };
}

/** The sheets' thread-per-client echo. */
export const pythonEcho: Candidate = python("echo_threads.py", "Python threads");

/** `ncat` with a `cat` for each client. */
export const ncatEcho: Candidate = {
  name: "ncat -k -e cat",
  command: (port) => ["ncat", "-l", "-k", "-m", "1000", "-e", "/bin/cat", "127.0.0.1", `${port}`],
  version: ["ncat", "--version"],
};

/** `socat` with a `cat` for each client. */
export const socatEcho: Candidate = {
  name: "socat fork EXEC:cat",
  command: (port) => ["socat", `TCP-LISTEN:${port},fork,reuseaddr,backlog=1024,bind=127.0.0.1`, "EXEC:cat"],
  version: ["socat", "-V"],
};

/**
 * The servers that the runtime has, with as little around them as a file server can have: what netlab's own
 * HTTP layer is measured against.
 *
 * @param dir the folder they serve
 */
export function runtimeHttp(dir: string): Candidate[] {
  const candidate = (name: string, file: string): Candidate => ({
    name,
    command: (port) => [Deno.execPath(), "run", "-A", YOUNG_SPACE, ours(file), `${port}`, dir],
    version: [Deno.execPath(), "--version"],
  });
  return [
    candidate("Deno.serve", "files_deno_serve.ts"),
    candidate("node:http on Deno", "files_node_http.ts"),
  ];
}

/**
 * The floor of the runtime for small files over HTTP.
 *
 * @param dir the folder it serves
 * @param workers how many share the port
 */
export function bareFiles(dir: string, workers = 1): Candidate {
  const start = [Deno.execPath(), "run", "-A", "--unstable-net", YOUNG_SPACE, ours("files_bare.ts")];
  const name = workers === 1 ? "Deno bare loop" : `Deno bare loop, ${workers} workers`;
  return { name, command: (port) => [...start, `${port}`, dir, `${workers}`] };
}

/** Python's own file server, what most people type. */
export function pythonHttp(dir: string): Candidate {
  const command = (port: number) => [
    "python3",
    "-m",
    "http.server",
    "--bind",
    "127.0.0.1",
    "--directory",
    dir,
    `${port}`,
  ];
  return { name: "python3 -m http.server", command, version: ["python3", "--version"] };
}

/**
 * nginx as it comes: one worker, sendfile on.
 *
 * @param dir the folder it serves
 * @param folder where its configuration, pid and temporary files may be put
 * @param more directives of the server and of nginx itself, and how many workers
 */
export async function nginx(
  dir: string,
  folder: string,
  { server = "", main = "", workers = 1 }: { server?: string; main?: string; workers?: number } = {},
): Promise<Candidate> {
  const conf = join(folder, `nginx${workers}.conf`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) =>
    `${kind}_temp_path ${folder}/${kind};`
  );
  const text = (port: number) =>
    `${main} daemon off; worker_processes ${workers}; pid ${folder}/nginx.pid; error_log stderr;
events { worker_connections 4096; }
http { access_log off; sendfile on; ${
      temporary.join(" ")
    } server { listen 127.0.0.1:${port}; ${server} root ${dir}; } }`;
  await Deno.writeTextFile(conf, text(0));
  const command = (port: number) => {
    Deno.writeTextFileSync(conf, text(port));
    return ["nginx", "-c", conf, "-p", folder, "-e", "stderr"];
  };
  return { name: "nginx", command, version: ["nginx", "-v"] };
}

/** Where Debian's package libnginx-mod-http-dav-ext has nginx's module for PROPFIND. */
const DAV_EXT = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so";

/** nginx with the module that answers PROPFIND. @param dir the folder it serves @param folder as for {@linkcode nginx} */
export async function nginxDav(dir: string, folder: string): Promise<Candidate> {
  const methods = { main: `load_module ${DAV_EXT};`, server: "dav_ext_methods PROPFIND OPTIONS;" };
  const candidate = { ...await nginx(dir, folder, methods), name: "nginx with dav_ext" };
  const isThere = await Deno.stat(DAV_EXT).then(() => true, () => false);
  return isThere ? candidate : { ...candidate, missing: "not measured: no libnginx-mod-http-dav-ext" };
}

/** ncat's broker, which puts a number before each line that it hands on to all the others. */
export const ncatChat: Candidate = ncat("--chat");

/** The same without the number: what one read brought goes to all the others as it came. */
export const ncatBroker: Candidate = ncat("--broker");

function ncat(how: "--chat" | "--broker"): Candidate {
  return {
    name: `ncat ${how}`,
    command: (port) => ["ncat", "-l", how, "-m", "1000", "127.0.0.1", `${port}`],
    version: ["ncat", "--version"],
  };
}

/** The runtime's own floor for a room: what one read brought is written to all the others, and nobody waits. */
export const bareChat: Candidate = bareLoop("chat_bare.ts");

/**
 * ngIRCd without its limits on how much a client may say.
 *
 * @param folder where its configuration may be put
 */
export function ngircd(folder: string): Candidate {
  const conf = join(folder, "ngircd.conf");
  const text = (port: number) =>
    `[Global]
Name = irc.bench.example
Info = bench
Listen = 127.0.0.1
Ports = ${port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
`;
  const command = (port: number) => {
    Deno.writeTextFileSync(conf, text(port));
    return ["ngircd", "--nodaemon", "--config", conf];
  };
  return { name: "ngircd", command, version: ["ngircd", "--version"] };
}
