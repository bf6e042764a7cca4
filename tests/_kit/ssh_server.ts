import { runCommand } from "./program.ts";
import { freePort } from "./relay.ts";
import { TempFolder } from "./temp_folder.ts";

/** An OpenSSH server on loopback with keys of its own, for the user who runs the tests. */
export class SshServer implements AsyncDisposable {
  readonly #folder: TempFolder;
  readonly #child: Deno.ChildProcess;

  private constructor(folder: TempFolder, child: Deno.ChildProcess, readonly port: number) {
    this.#folder = folder;
    this.#child = child;
  }

  /** Makes the keys, starts the server and waits until it answers. Only root may: it needs a folder of the system's. */
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
    const port = freePort();
    const settings = folder.write(
      "sshd.conf",
      [
        `Port ${port}`,
        "ListenAddress 127.0.0.1",
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
    const child = new Deno.Command("/usr/sbin/sshd", {
      args: ["-D", "-f", settings],
      stdout: "null",
      stderr: "null",
    })
      .spawn();
    await untilOpen(port);
    return new SshServer(folder, child, port);
  }

  /** The words of `ssh` in front of what it shall do, as a user who trusts this server. */
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

async function untilOpen(port: number): Promise<void> {
  for (let attempt = 0;; attempt++) {
    try {
      return (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    } catch (error) {
      if (attempt === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
