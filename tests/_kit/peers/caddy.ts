import { startOnFreePort } from "../net/free_port.ts";
import { TempFolder } from "../temp_folder.ts";

/** A Caddy in front of servers, on a port of its own, for the length of a test. */
export class Caddy implements AsyncDisposable {
  private constructor(
    /** `http://127.0.0.1:PORT` */
    readonly url: string,
    readonly child: Deno.ChildProcess,
    readonly temp: TempFolder,
  ) {}

  /** Starts it, and waits until it listens. @param routes what its site consists of */
  static async start(routes: string): Promise<Caddy> {
    const temp = new TempFolder();
    const file = (port: number) =>
      temp.write(
        "Caddyfile",
        `{\n admin off\n auto_https off\n storage file_system ${temp.path}\n}\n` +
          `http://127.0.0.1:${port} {\n${routes}\n}\n`,
      );
    const { child, port } = await startOnFreePort("env", (port) => [
      `XDG_CONFIG_HOME=${temp.path}`, // where it keeps what it was told last
      ...["caddy", "run", "--adapter", "caddyfile", "--config", file(port)],
    ]);
    return new Caddy(`http://127.0.0.1:${port}`, child, temp);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGTERM");
    await this.child.status;
    this.temp[Symbol.dispose]();
  }
}
