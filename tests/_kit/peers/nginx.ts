import { startOnFreePort } from "../net/free_port.ts";
import { TempFolder } from "../temp_folder.ts";

/** An nginx in front of a server, on a port of its own, for the length of a test. */
export class Nginx implements AsyncDisposable {
  private constructor(
    /** `http://127.0.0.1:PORT`: the server, which is also at `/under/`. */
    readonly url: string,
    readonly child: Deno.ChildProcess,
    readonly temp: TempFolder,
  ) {}

  /**
   * Starts it, and waits until it listens.
   *
   * @param upstream the server's address, without a slash at its end
   * @param directives further lines of its configuration file, about each location
   * @param locations further locations
   */
  static async before(upstream: string, directives = "", locations = ""): Promise<Nginx> {
    const temp = new TempFolder();
    const { child, port } = await startOnFreePort("nginx", (port) => [
      "-c",
      temp.write("nginx.conf", configuration(temp.path, port, upstream, directives) + locations + " } }"),
    ]);
    return new Nginx(`http://127.0.0.1:${port}`, child, temp);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGTERM");
    await this.child.status;
    this.temp[Symbol.dispose]();
  }
}

function configuration(folder: string, port: number, upstream: string, directives: string): string {
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) =>
    `${what}_temp_path ${folder}/${what};`
  );
  const connection = directives.includes(" Connection ") ? "" : 'proxy_set_header Connection "";';
  const headers = `${connection} proxy_set_header Host $http_host; ${directives}`;
  return `daemon off; pid ${folder}/pid; error_log /dev/null; events {}
    http { access_log off; ${temp.join(" ")} client_max_body_size 0;
      server { listen 127.0.0.1:${port}; proxy_http_version 1.1; proxy_request_buffering off;
        location / { proxy_pass ${upstream}; ${headers} }
        location /under/ { proxy_pass ${upstream}/; ${headers} proxy_set_header X-Forwarded-Prefix /under; }`;
}
