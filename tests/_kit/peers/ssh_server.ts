import { runCommand } from "../program/run.ts";
import { startOnFreePort } from "../net/free_port.ts";
import { TempFolder } from "../temp_folder.ts";

/** An OpenSSH server on loopback with keys of its own, for the user who runs the tests. */
export class SshServer implements AsyncDisposable {
  readonly #folder: TempFolder;
  readonly #child: Deno.ChildProcess;

  private constructor(folder: TempFolder, child: Deno.ChildProcess, readonly port: number) {
    this.#folder = folder;
    this.#child = child;
  }

  /**
   * Makes the keys, starts the server and waits until it answers. Only root may: it needs a folder of the
   * system's.
   */
  static async start(): Promise<SshServer> {
    const folder = new TempFolder();
    for (const key of ["host", "user"]) {
      const made = await runCommand("ssh-keygen", [
        "-q",
        "-t",
        "ed25519",
        "-N",
        "",
        "-f",
        `${folder.path}/${key}`,
      ]);
      if (made.code !== 0) throw new Error(made.stderr);
    }
    const settings = folder.write(
      "sshd.conf",
      [
        `HostKey ${folder.path}/host`,
        `AuthorizedKeysFile ${folder.path}/user.pub`,
        "StrictModes no",
        "PermitRootLogin yes",
        "UsePAM no",
        "PidFile none",
        "",
      ].join("\n"),
    );
    Deno.mkdirSync("/run/sshd", { recursive: true });
    const { child, port } = await startOnFreePort("/usr/sbin/sshd", (port) => {
      return ["-D", "-f", settings, "-o", `ListenAddress=127.0.0.1:${port}`];
    });
    return new SshServer(folder, child, port);
  }

  /** The words of `ssh` before the remote command, as a user who trusts this server. */
  client(...options: string[]): string[] {
    const quiet = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"];
    return [
      "-F",
      "none",
      "-i",
      `${this.#folder.path}/user`,
      ...quiet.flatMap((each) => ["-o", each]),
      ...options,
      "-p",
      `${this.port}`,
      "root@127.0.0.1",
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await this.#child.status;
    this.#folder[Symbol.dispose]();
  }
}
